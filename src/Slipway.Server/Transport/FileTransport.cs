using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Slipway.Oci;
using Slipway.Registry;

namespace Slipway.Server.Transport;

/// <summary>Sends lent bytes through a <see cref="SocketOutput"/>, as parts of a response that the server still accounts for.</summary>
internal sealed class FileTransport(SocketOutput output) : IFileTransport
{
    /// <summary>After so many bytes another connection gets its turn on this thread.</summary>
    private const int PieceSize = 4 * 1024 * 1024;

    public async ValueTask<int> TrySendAsync(HttpResponse response, LentBytes lent, long count, CancellationToken ct)
    {
        var http = response.HttpContext;
        if (response.ContentLength is null
            || !(HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
            || http.Features.Get<ITlsHandshakeFeature>() is not null)
        {
            lent.Dispose();
            return 0;
        }

        var length = (int)Math.Min(Math.Min(count, lent.Length), PieceSize);
        var body = response.BodyWriter;
        var isFirst = !response.HasStarted;
        try
        {
            // The head goes into the output's buffer, and leaves in the same flush as the first piece.
            await response.StartAsync(ct);
        }
        catch
        {
            lent.Dispose();
            throw;
        }

        var offered = output.Offer(lent, length);
        if (!body.GetMemory().Equals(offered))
        {
            output.Withdraw();
            // A connection that is gone hands out memory of its own; so does a response that something has wrapped.
            ct.ThrowIfCancellationRequested();
            http.RequestAborted.ThrowIfCancellationRequested();
            return isFirst ? 0 : throw new OperationCanceledException("The connection takes no more.");
        }

        body.Advance(length);
        output.Withdraw();
        var flush = await body.FlushAsync(ct);
        if (flush.IsCompleted || flush.IsCanceled) throw new OperationCanceledException("The client is gone.");
        return length;
    }
}
