using System.Threading.Channels;

namespace Slipway.Events.Delivery;

/// <summary>Tells the loop which targets something waits for, after it is on the disk.</summary>
internal sealed class DeliverySignal
{
    private readonly Channel<string> targets = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    public ChannelReader<string> Targets => targets.Reader;

    /// <returns>false when it was cancelled: every server is stopped while it waits here, and an exception would pass through all who wait.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken ct)
    {
        var ready = targets.Reader.WaitToReadAsync(ct).AsTask();
        await ((Task)ready).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ready.IsCompletedSuccessfully;
    }

    public void Raise(IEnumerable<string> targetArns)
    {
        foreach (var target in targetArns.Distinct(StringComparer.Ordinal)) targets.Writer.TryWrite(target);
    }
}
