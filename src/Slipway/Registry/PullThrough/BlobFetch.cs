using System.IO.Pipelines;
using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.PullThrough;

/// <summary>A blob on its way from an upstream into a repository, read along by those who asked for it.</summary>
/// <param name="most">More bytes than this it may not have.</param>
internal sealed class BlobFetch(IRegistrySource upstream, string upstreamName, long repositoryId, Digest digest, long most, PushLayer push, PullLayer pull, PullThroughMetrics metrics)
{
    private const int PieceSize = 128 << 10;

    // Connections that break are taken up again, where they broke; so often without getting so far between.
    private const int MostBreaks = 3;
    private const long Progress = 1 << 20;

    private readonly TaskCompletionSource<long?> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BlobRing Ring { get; } = new();

    /// <summary>Ends when the first bytes may come: the length, null where the upstream does not say.</summary>
    public Task<long?> Opened => opened.Task;

    /// <summary>Ends when the blob is kept, with false when the upstream has none such.</summary>
    public Task<bool> Done => done.Task;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            var found = await FetchAsync(ct);
            Ring.End(found ? null : new FileNotFoundException("The upstream has no such blob."));
            opened.TrySetResult(null);
            done.TrySetResult(found);
        }
        catch (Exception fault)
        {
            Ring.End(fault);
            opened.TrySetException(fault);
            done.TrySetException(fault);
            // Looked at, also when nobody else does.
            _ = opened.Task.Exception;
            _ = done.Task.Exception;
        }
    }

    private async ValueTask<bool> FetchAsync(CancellationToken ct)
    {
        // Fetched by another since it was looked for.
        if (await pull.FindAsync(repositoryId, digest, ct) is not null) return true;
        if (await upstream.TryMountAsync(upstreamName, digest, repositoryId, ct)) return true;
        if (await upstream.OpenBlobAsync(upstreamName, digest, 0, ct) is not { } blob) return false;
        IBlobUpload? upload = null;
        try
        {
            if (blob.Length > most) throw TooLong();
            upload = await push.StartAsync(repositoryId, ct);
            opened.TrySetResult(blob.Length);
            for (var (breaks, start) = (1, 0L); ; breaks++)
            {
                try
                {
                    await CopyAsync(blob, upload, ct);
                    break;
                }
                catch (RemoteFailureException broken) when (broken.Fault is RemoteFault.Unavailable && breaks < MostBreaks)
                {
                    if (Ring.Written - start >= Progress) breaks = 0;
                    start = Ring.Written;
                    await blob.DisposeAsync();
                    blob = await upstream.OpenBlobAsync(upstreamName, digest, Ring.Written, ct)
                        ?? throw new RemoteFailureException(RemoteFault.Unavailable, broken.Message, broken);
                }
            }

            switch (await push.CompleteAsync(upload, digest, ct))
            {
                case LayerPush.DigestMismatch: throw new RemoteFailureException(RemoteFault.Invalid, $"The upstream gives other bytes than those of {digest}", null);
                case LayerPush.RepositoryMissing: throw new IOException("The repository is gone.");
            }

            return true;
        }
        catch when (upload is not null)
        {
            await upload.AbortAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            if (upload is not null) await upload.DisposeAsync();
            await blob.DisposeAsync();
        }
    }

    /// <summary>Everything that comes goes to the ring and to the upload; what has come when it breaks off is in both.</summary>
    private async ValueTask CopyAsync(RemoteBlob blob, IBlobUpload upload, CancellationToken ct)
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 4 * PieceSize, resumeWriterThreshold: 2 * PieceSize, useSynchronizationContext: false));
        var taking = TakeAsync(pipe.Reader, upload, ct);
        try
        {
            while (true)
            {
                var memory = pipe.Writer.GetMemory(PieceSize);
                var read = await blob.Content.ReadAsync(memory, ct);
                if (read == 0) break;
                if (Ring.Written + read > most) throw TooLong();
                Ring.Append(memory.Span[..read]);
                metrics.Fetched(read);
                pipe.Writer.Advance(read);
                if ((await pipe.Writer.FlushAsync(ct)).IsCompleted) break;
            }

            if (blob.Length is { } length && !taking.IsFaulted && Ring.Written < length)
                throw new RemoteFailureException(RemoteFault.Unavailable, "The upstream broke off before the end of a blob", null);
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
            // A full disk is the fault to tell, whatever broke off beside it.
            await taking;
        }
    }

    private async Task TakeAsync(PipeReader body, IBlobUpload upload, CancellationToken ct)
    {
        try
        {
            await upload.AppendAsync(body, digest, ct);
        }
        finally
        {
            // Also when the disk is full: the sender's side must not wait for a reader that is no more.
            await body.CompleteAsync();
        }
    }

    private RemoteFailureException TooLong() => new(RemoteFault.Invalid, $"The upstream gives more than {most} bytes for {digest}", null);
}
