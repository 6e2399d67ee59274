using Microsoft.AspNetCore.Http;
using Slipway.Registry;

namespace Slipway.Oci;

/// <summary>
/// Writes the bytes of a blob into a response, the fastest way that the connection has. Memory does not grow with
/// the blob. The caller has set the status and <c>Content-Length</c>, and answers <c>HEAD</c> without coming here.
/// </summary>
internal static class BlobBody
{
    /// <summary>Below this the two system calls saved by a transfer are worth less than what it costs to prepare one.</summary>
    private const int SmallestTransfer = 256 * 1024;

    private const int PieceSize = 256 * 1024;

    /// <exception cref="OperationCanceledException">The client is gone.</exception>
    /// <exception cref="EndOfStreamException">The blob is shorter than it said; the connection is of no more use.</exception>
    public static async ValueTask WriteAsync(
        HttpResponse response, IBlobContent content, long offset, long count, CancellationToken ct)
    {
        var transport = count < SmallestTransfer ? null : response.HttpContext.Features.Get<IFileTransport>();
        while (count > 0)
        {
            var lent = count < SmallestTransfer && transport is null ? null : await content.LendAsync(offset, count, ct);
            int sent;
            if (lent is { } piece && transport is not null)
            {
                sent = await transport.TrySendAsync(response, piece, count, ct);
                if (sent == 0) transport = null;
                // Another connection gets its turn on this thread.
                else if (sent < count) await Task.Yield();
            }
            else
            {
                sent = await CopyAsync(response, content, lent, offset, count, ct);
            }

            offset += sent;
            count -= sent;
        }
    }

    private static async ValueTask<int> CopyAsync(HttpResponse response, IBlobContent content, LentBytes? lent, long offset, long count, CancellationToken ct)
    {
        int read;
        var body = response.BodyWriter;
        using (lent)
        {
            // What is written before the head goes through a buffer of the server's; after it, straight to the transport's.
            if (!response.HasStarted) await response.StartAsync(ct);
            // Straight into the memory that is sent: no copy between a buffer of ours and the transport's.
            var wanted = (int)Math.Min(Math.Min(count, lent?.Length ?? count), PieceSize);
            var memory = body.GetMemory(wanted)[..wanted];
            if (lent is { File: null } ready)
            {
                ready.Memory.Span[..wanted].CopyTo(memory.Span);
                read = wanted;
            }
            else
            {
                read = await content.ReadAsync(offset, memory, ct);
            }
        }

        if (read == 0) throw new EndOfStreamException($"The blob ended {count} bytes early.");
        body.Advance(read);
        var flush = await body.FlushAsync(ct);
        if (flush.IsCompleted || flush.IsCanceled) throw new OperationCanceledException("The client is gone.");
        return read;
    }
}
