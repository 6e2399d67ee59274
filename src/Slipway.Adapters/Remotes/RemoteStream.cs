using Slipway.Kernel;

namespace Slipway.Adapters.Remotes;

/// <summary>The body of an answer, read to its end and no further. A sender that stops sending is not waited for without end.</summary>
internal sealed class RemoteStream(HttpResponseMessage answer, Stream body, Uri from, TimeSpan patience) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(patience);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw RemoteFaults.Of(fault, from);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) answer.Dispose();
        base.Dispose(disposing);
    }
}
