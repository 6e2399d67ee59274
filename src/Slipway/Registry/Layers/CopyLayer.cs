using System.IO.Pipelines;

namespace Slipway.Registry.Layers;

/// <summary>Makes a blob of one repository a blob of another: without moving its bytes where that can be, through the program where not.</summary>
public sealed class CopyLayer(PushLayer push, PullLayer pull)
{
    private const int Piece = 64 * 1024;

    /// <returns>false when the source does not hold it, or either repository is gone.</returns>
    public async ValueTask<bool> CopyAsync(long fromRepositoryId, long toRepositoryId, Digest digest, CancellationToken ct)
    {
        if (await push.MountAsync(fromRepositoryId, toRepositoryId, digest, ct)) return true;
        await using var content = await pull.OpenAsync(fromRepositoryId, digest, ct);
        if (content is null) return false;
        await using var upload = await push.StartAsync(toRepositoryId, ct);
        await AppendAsync(content, upload, digest, ct);
        if (await push.CompleteAsync(upload, digest, ct) is LayerPush.Completed) return true;
        await upload.AbortAsync(ct);
        return false;
    }

    private static async ValueTask AppendAsync(IBlobContent content, IBlobUpload upload, Digest digest, CancellationToken ct)
    {
        var pipe = new Pipe();
        var appending = TakeAsync(upload, pipe.Reader, digest, ct);
        Exception? fault = null;
        try
        {
            for (long offset = 0; offset < content.Length;)
            {
                var read = await content.ReadAsync(offset, pipe.Writer.GetMemory(Piece), ct);
                if (read == 0) break;
                pipe.Writer.Advance(read);
                offset += read;
                if ((await pipe.Writer.FlushAsync(ct)).IsCompleted) break;
            }
        }
        catch (Exception broken)
        {
            fault = broken;
            throw;
        }
        finally
        {
            await pipe.Writer.CompleteAsync(fault);
            await appending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await appending;
    }

    // The sender must not wait for a reader that has given up.
    private static async Task TakeAsync(IBlobUpload upload, PipeReader reader, Digest digest, CancellationToken ct)
    {
        try
        {
            await upload.AppendAsync(reader, digest, ct);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
