using Slipway.Adapters.Blobs;
using Slipway.Registry;

namespace Slipway.Adapters.Unsealed;

/// <summary>One reader's way through a blob. One call at a time.</summary>
internal sealed class UnsealedReader(UnsealedPieces pieces, UnsealedBlob blob, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Who fills a piece is waited for no longer: its disk hangs perhaps, and this reader may have better luck.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Task? ahead;

    public UnsealedBlob Blob => blob;

    /// <summary>The next byte that it needs.</summary>
    public long Position { get; set; }

    /// <summary>Where it stops.</summary>
    public long End { get; set; }

    /// <summary>A timestamp; null before it has asked.</summary>
    public long? AskedAt { get; set; }

    /// <param name="source">Where the plaintext comes from if this reader is to provide it for the others. It is read from until <see cref="SettleAsync"/> ends.</param>
    /// <returns>null when the reader is to read for itself.</returns>
    public async ValueTask<LentBytes?> LendAsync(IByteSource source, long offset, long count, CancellationToken ct)
    {
        await SettleAsync();
        if (pieces.Take(this, offset, count, out var leads) is not { } piece) return null;
        try
        {
            if (leads) await FillAsync(piece, source);
            if (await piece.Filled.WaitAsync(Patience, clock, ct))
            {
                if (pieces.TakeNext(this, piece) is { } next) ahead = Task.Run(() => FillAheadAsync(next, source), CancellationToken.None);
                return LentBytes.Of(piece.Memory.Memory[(int)(offset - piece.Start)..piece.Length], new Loan(pieces, piece));
            }
        }
        catch (TimeoutException)
        {
        }
        catch
        {
            pieces.Release(piece);
            throw;
        }

        pieces.Release(piece);
        return null;
    }

    /// <summary>Waits until nothing is read ahead: the source is the caller's again.</summary>
    public async ValueTask SettleAsync()
    {
        if (ahead is { } filling) await filling;
        ahead = null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await SettleAsync();
        }
        finally
        {
            pieces.Leave(this);
        }
    }

    /// <summary>To its end, whatever becomes of this reader's client: others may wait for it.</summary>
    private async ValueTask FillAsync(UnsealedPiece piece, IByteSource source)
    {
        var isWhole = false;
        try
        {
            isWhole = await source.ReadAsync(piece.Start, piece.Memory.Memory[..piece.Length], CancellationToken.None) == piece.Length;
        }
        catch (IOException)
        {
            // A chunk does not open, say. Who comes to it finds that out, after what is before it.
        }
        finally
        {
            pieces.Filled(piece, isWhole);
        }
    }

    private async Task FillAheadAsync(UnsealedPiece piece, IByteSource source)
    {
        try
        {
            await FillAsync(piece, source);
        }
        finally
        {
            pieces.Release(piece);
        }
    }

    private sealed class Loan(UnsealedPieces pieces, UnsealedPiece piece) : IDisposable
    {
        private int isBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isBack, 1) == 0) pieces.Release(piece);
        }
    }
}
