using System.Net;
using Slipway.Registry;

namespace Slipway.Adapters.Remotes;

/// <summary>A piece of a blob on its way to another registry, with memory that does not grow with it.</summary>
internal sealed class RemoteBody(IBlobContent content, long offset, long length) : HttpContent
{
    private const int PieceSize = 128 * 1024;

    private CancellationTokenSource? patience;
    private RemoteLimits? limits;

    /// <summary>The one who waits for the answer is patient as long as pieces are being taken.</summary>
    public void Watch(CancellationTokenSource patience, RemoteLimits limits) => (this.patience, this.limits) = (patience, limits);

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(PieceSize, Math.Max(1, length))];
        for (var sent = 0L; sent < length;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - sent));
            var read = await content.ReadAsync(offset + sent, piece, cancellationToken);
            if (read == 0) throw new EndOfStreamException($"The blob ended {length - sent} bytes early.");
            await stream.WriteAsync(piece[..read], cancellationToken);
            sent += read;
            if (limits is not null) patience?.CancelAfter(limits.Patience);
        }

        if (limits is not null) patience?.CancelAfter(limits.AfterBody);
    }
}
