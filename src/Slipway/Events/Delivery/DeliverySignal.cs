using System.Threading.Channels;

namespace Slipway.Events.Delivery;

/// <summary>Tells the loop which targets something waits for, after it is on the disk.</summary>
internal sealed class DeliverySignal
{
    private readonly Channel<string> targets = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    public ChannelReader<string> Targets => targets.Reader;

    public void Raise(IEnumerable<string> targetArns)
    {
        foreach (var target in targetArns.Distinct(StringComparer.Ordinal)) targets.Writer.TryWrite(target);
    }
}
