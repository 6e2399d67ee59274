using System.Buffers;
using System.IO.Pipelines;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>One request's hold on an upload's file.</summary>
internal sealed class FileBlobUpload(FileSystemBlobStore store, UploadSession session, UploadFile file) : IBlobUpload
{
    // Below this the hand-over to another thread costs more than it saves.
    private const long LeastOverlap = 128 * 1024;

    // How many bodies are being received in this process: while a core is idle it can write what another hashes.
    private static int receiving;

    private bool isDisposed;

    public UploadKey Key => session.Key;

    public long Domain => file.Domain;

    public long Length { get; private set; } = file.Length;

    public async ValueTask AppendAsync(PipeReader body, Digest? expected, CancellationToken ct)
    {
        // Its file may be a published blob by now.
        ObjectDisposedException.ThrowIf(isDisposed || session.IsGone, this);
        var hash = await ResumeHashAsync(expected, ct);
        var writer = new PieceWriter(file);
        Interlocked.Increment(ref receiving);
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(ct);
                if (read.IsCanceled) throw new OperationCanceledException("The reading of an upload was called off.");
                var piece = read.Buffer;
                try
                {
                    if (!piece.IsEmpty) await TakeAsync(writer, hash, piece);
                }
                finally
                {
                    // Also when the disk is full: the server can then read on to where the sender listens for its answer.
                    body.AdvanceTo(piece.End);
                }

                Length = file.Length;
                if (read.IsCompleted) break;
            }

            file.Rest();
        }
        catch
        {
            file.KeepWhole();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref receiving);
            Length = file.Length;
            // A failed write leaves hash and file apart: what was written whole stays, and is read again when needed.
            if (hash.Length != Length) session.Keep(null);
        }
    }

    public async ValueTask<bool> CommitAsync(Digest digest, CancellationToken ct)
    {
        if (session.Hash is not { } hash || hash.Algorithm != digest.Algorithm)
        {
            hash = await UploadHash.OfAsync(digest.Algorithm, file, Length, ct);
            session.Keep(hash);
        }

        if (hash.Length != Length || hash.Current() != digest) return false;
        var isTaken = false;
        try
        {
            file.Finish(digest);
            await store.PublishAsync(file, Key, digest);
            isTaken = true;
        }
        finally
        {
            // Also after a failed flush: the system may have dropped the bytes, and a second flush would not say so.
            session.IsGone = true;
            if (!isTaken) store.Remove(Key);
        }

        return true;
    }

    public ValueTask AbortAsync(CancellationToken ct)
    {
        session.IsGone = true;
        store.Remove(Key);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (isDisposed) return ValueTask.CompletedTask;
        isDisposed = true;
        file.Dispose();
        store.LetGo(session);
        return ValueTask.CompletedTask;
    }

    private static ValueTask TakeAsync(PieceWriter writer, UploadHash hash, ReadOnlySequence<byte> piece)
    {
        if (piece.Length >= LeastOverlap && Volatile.Read(ref receiving) < Environment.ProcessorCount) return WriteWhileHashingAsync(writer, hash, piece);
        hash.Append(piece);
        writer.Write(piece);
        return ValueTask.CompletedTask;
    }

    private static async ValueTask WriteWhileHashingAsync(PieceWriter writer, UploadHash hash, ReadOnlySequence<byte> piece)
    {
        var write = writer.WriteElsewhere(piece);
        hash.Append(piece);
        await write;
    }

    private async ValueTask<UploadHash> ResumeHashAsync(Digest? expected, CancellationToken ct)
    {
        if (Length == 0 && (session.Hash is null || (expected is { } wanted && wanted.Algorithm != session.Hash.Algorithm)))
            session.Keep(new(expected?.Algorithm ?? DigestAlgorithm.Sha256));
        else if (session.Hash is null)
            session.Keep(await UploadHash.OfAsync(expected?.Algorithm ?? DigestAlgorithm.Sha256, file, Length, ct));
        return session.Hash!;
    }
}
