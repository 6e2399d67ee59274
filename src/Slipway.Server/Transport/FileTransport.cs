using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using Slipway.Oci;

namespace Slipway.Server.Transport;

/// <summary>Sends files through a <see cref="SocketOutput"/>, as parts of a response that the server still accounts for.</summary>
internal sealed class FileTransport(SocketOutput output) : IFileTransport
{
    /// <summary>After so many bytes another connection gets its turn on this thread.</summary>
    private const int PieceSize = 4 * 1024 * 1024;

    public async ValueTask<bool> TrySendAsync(HttpResponse response, SafeFileHandle file, long offset, long count, CancellationToken ct)
    {
        var http = response.HttpContext;
        if (response.ContentLength is null
            || !(HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
            || http.Features.Get<ITlsHandshakeFeature>() is not null)
            return false;

        // The head goes into the output's buffer, and leaves in the same flush as the first piece.
        await response.StartAsync(ct);
        var body = response.BodyWriter;
        for (var sent = 0L; sent < count;)
        {
            var length = (int)Math.Min(count - sent, PieceSize);
            var piece = output.Offer(file, offset + sent, length);
            var memory = body.GetMemory();
            if (!MemoryMarshal.TryGetMemoryManager<byte, FilePiece>(memory, out var taken) || taken != piece)
            {
                output.Withdraw();
                // A connection that is gone hands out memory of its own; so does a response that something has wrapped.
                ct.ThrowIfCancellationRequested();
                http.RequestAborted.ThrowIfCancellationRequested();
                return sent == 0 ? false : throw new OperationCanceledException("The connection takes no more.");
            }

            body.Advance(length);
            output.Withdraw();
            var flushing = body.FlushAsync(ct);
            var isAtOnce = flushing.IsCompletedSuccessfully;
            var flush = await flushing;
            if (flush.IsCompleted || flush.IsCanceled) throw new OperationCanceledException("The client is gone.");
            sent += length;
            if (isAtOnce && sent < count) await Task.Yield();
        }

        return true;
    }
}
