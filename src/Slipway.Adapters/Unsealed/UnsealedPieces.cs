using Slipway.Registry;

namespace Slipway.Adapters.Unsealed;

/// <summary>
/// Pieces of sealed blobs in plain, so that of several readers who pass by one opens a piece and the others find it, and one
/// that is alone has the next opened while it sends. Only who could open the blob by itself gets here. Never more bytes than
/// the capacity: what was used longest ago goes first, and what is lent is never taken away; who finds no room reads for
/// itself. What nobody has used for some seconds goes.
/// </summary>
/// <param name="capacity">Bytes; less than one piece for none.</param>
/// <param name="cores">While fewer readers are here, one of them is idle.</param>
internal sealed class UnsealedPieces(long capacity, int cores, TimeProvider clock) : IDisposable
{
    public const int PieceSize = UnsealedMemory.Size;

    /// <summary>How long a piece stays unused.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Who takes longer for one piece reads for itself: it would keep the piece's room from others.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    private readonly Lock gate = new();
    private readonly Dictionary<BlobName, UnsealedBlob> blobs = [];
    private readonly UnsealedRoom room = new(capacity);

    // Those that are filled and can be found, by their last use.
    private readonly LinkedList<UnsealedPiece> pieces = [];
    private ITimer? sweep;
    private int readers;
    private bool isDisposed;

    /// <summary>Bytes that are held, lent ones included.</summary>
    public long Held
    {
        get
        {
            lock (gate) return room.Held;
        }
    }

    /// <summary>Registers a reader of a blob that is open, and so may be read.</summary>
    /// <returns>null when nothing is shared here.</returns>
    public UnsealedReader? Join(BlobName name, long length)
    {
        if (capacity < PieceSize || !UnsealedMemory.IsSupported) return null;
        lock (gate)
        {
            if (!blobs.TryGetValue(name, out var blob) || blob.Length != length) blobs[name] = blob = new(name, length);
            UnsealedReader reader = new(this, blob, clock);
            blob.Readers.Add(reader);
            readers++;
            return reader;
        }
    }

    public void Leave(UnsealedReader reader)
    {
        lock (gate)
        {
            reader.Blob.Readers.Remove(reader);
            readers--;
            Tidy(reader.Blob);
        }
    }

    /// <summary>Who opens these blobs from now on finds nothing of them: they are deleted, or their key is taken away. Who has them open reads on.</summary>
    public void Forget(Func<BlobName, bool> isMeant)
    {
        lock (gate)
        {
            foreach (var blob in blobs.Values.Where(blob => isMeant(blob.Name)).ToList())
            {
                blobs.Remove(blob.Name);
                foreach (var piece in blob.Pieces.Values.ToList()) Drop(piece);
            }

            room.GiveBack();
        }
    }

    /// <summary>The piece that the reader's next bytes are in, from now on in use.</summary>
    /// <param name="leads">Whether the reader has to fill it.</param>
    /// <returns>null to read without one.</returns>
    public UnsealedPiece? Take(UnsealedReader reader, long offset, long count, out bool leads)
    {
        leads = false;
        var now = clock.GetTimestamp();
        lock (gate)
        {
            var isSlow = reader.AskedAt is { } before && clock.GetElapsedTime(before, now) > Pace;
            (reader.Position, reader.End, reader.AskedAt) = (offset, offset + count, now);
            if (isSlow || isDisposed) return null;
            var start = offset / PieceSize * PieceSize;
            if (reader.Blob.Pieces.TryGetValue(start, out var piece))
            {
                piece.Users++;
                Touch(piece, now);
                return piece;
            }

            if (!(IsQuiet && IsWorthwhile(reader, offset, start)) && !reader.Blob.IsAwaited(reader, start, capacity, now - (long)(Pace.TotalSeconds * clock.TimestampFrequency)))
                return null;
            piece = Add(reader.Blob, start, now);
            leads = piece is not null;
            return piece;
        }
    }

    /// <summary>A piece to be filled before the reader comes to it, from now on in use.</summary>
    /// <returns>null when somebody has it already, or when all cores have enough to do.</returns>
    public UnsealedPiece? TakeNext(UnsealedReader reader, UnsealedPiece piece)
    {
        var start = piece.Start + PieceSize;
        lock (gate)
        {
            return isDisposed || !IsQuiet || !IsWorthwhile(reader, start, start) || reader.Blob.Pieces.ContainsKey(start)
                ? null
                : Add(reader.Blob, start, clock.GetTimestamp());
        }
    }

    /// <summary>Who had to fill the piece has done so, or could not.</summary>
    public void Filled(UnsealedPiece piece, bool isWhole)
    {
        lock (gate)
        {
            piece.Fill(isWhole);
            if (!isWhole) Drop(piece);
            else if (!piece.IsForgotten) pieces.AddLast(piece.Place);
        }
    }

    public void Release(UnsealedPiece piece)
    {
        lock (gate)
        {
            piece.Users--;
            if (!piece.IsForgotten) return;
            FreeUnused(piece);
            room.GiveBack();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            Forget(static _ => true);
            sweep?.Dispose();
        }
    }

    // On an idle core a piece can be opened while another is sent.
    private bool IsQuiet => readers < cores;

    /// <summary>Whether the reader alone needs so much of a piece that opening all of it is no waste.</summary>
    private static bool IsWorthwhile(UnsealedReader reader, long offset, long start) => Math.Min(reader.End, start + PieceSize) - offset >= PieceSize / 2;

    private UnsealedPiece? Add(UnsealedBlob blob, long start, long now)
    {
        for (var place = pieces.First; place is not null && room.IsFull;)
        {
            var oldest = place.Value;
            place = place.Next;
            if (oldest.Users == 0) Drop(oldest);
        }

        if (room.Take() is not { } memory) return null;
        sweep ??= clock.CreateTimer(_ => Sweep(), null, Rest, Rest);
        UnsealedPiece piece = new(blob, start, (int)Math.Min(PieceSize, blob.Length - start), memory) { Users = 1, UsedAt = now };
        blob.Pieces[start] = piece;
        return piece;
    }

    private void Touch(UnsealedPiece piece, long now)
    {
        piece.UsedAt = now;
        if (piece.Place.List is null) return;
        pieces.Remove(piece.Place);
        pieces.AddLast(piece.Place);
    }

    private void Drop(UnsealedPiece piece)
    {
        if (piece.IsForgotten) return;
        piece.IsForgotten = true;
        piece.Blob.Pieces.Remove(piece.Start);
        if (piece.Place.List is not null) pieces.Remove(piece.Place);
        Tidy(piece.Blob);
        FreeUnused(piece);
    }

    private void FreeUnused(UnsealedPiece piece)
    {
        if (piece.Users == 0) room.Return(piece.Memory);
    }

    private void Tidy(UnsealedBlob blob)
    {
        if (blob.Readers.Count == 0 && blob.Pieces.Count == 0 && blobs.TryGetValue(blob.Name, out var known) && known == blob) blobs.Remove(blob.Name);
    }

    private void Sweep()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            for (var place = pieces.First; place is not null && clock.GetElapsedTime(place.Value.UsedAt, now) >= Rest;)
            {
                var piece = place.Value;
                place = place.Next;
                if (piece.Users == 0) Drop(piece);
            }

            room.GiveBack();
            if (room.Held > 0) return;
            sweep?.Dispose();
            sweep = null;
        }
    }
}
