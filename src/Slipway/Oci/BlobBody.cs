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
        if (count >= SmallestTransfer
            && content.File is { } file
            && response.HttpContext.Features.Get<IFileTransport>() is { } transport
            && await transport.TrySendAsync(response, file, offset, count, ct))
            return;

        // What is written before the head goes through a buffer of the server's; after it, straight to the transport's.
        await response.StartAsync(ct);
        var body = response.BodyWriter;
        while (count > 0)
        {
            // Straight into the memory that is sent: no copy between a buffer of ours and the transport's.
            var wanted = (int)Math.Min(count, PieceSize);
            var memory = body.GetMemory(wanted)[..wanted];
            var read = await content.ReadAsync(offset, memory, ct);
            if (read == 0) throw new EndOfStreamException($"The blob ended {count} bytes early.");
            body.Advance(read);
            offset += read;
            count -= read;
            var flush = await body.FlushAsync(ct);
            if (flush.IsCompleted || flush.IsCanceled) throw new OperationCanceledException("The client is gone.");
        }
    }
}
