using System.Collections.Concurrent;
using Slipway.Events.Destinations;
using Slipway.Wire;

namespace Slipway.Events.Delivery;

/// <summary>Paces the requests to web hooks as their destinations say.</summary>
internal sealed class TargetRates(IApiDestinationStore destinations, TimeProvider clock)
{
    // Destinations can be made and deleted without end: past so many, the slots that have passed say nothing any more.
    private const int MostTargets = 1000;

    private readonly ConcurrentDictionary<string, long> nextSlots = new(StringComparer.Ordinal);

    /// <summary>Ends when a request may go out.</summary>
    public async ValueTask WaitAsync(string targetArn, CancellationToken ct)
    {
        if (!Arn.TryParse(targetArn, out var arn) || ApiDestination.NameOf(arn) is not { } name) return;
        if (await destinations.FindAsync(arn.Account, arn.Region, name, ct) is not { } destination) return;
        var step = clock.TimestampFrequency / destination.RateLimit;
        var now = clock.GetTimestamp();
        if (nextSlots.Count >= MostTargets) ForgetBefore(now - clock.TimestampFrequency);
        var slot = nextSlots.AddOrUpdate(targetArn, now, (_, last) => Math.Max(now, last + step));
        if (slot > now) await Task.Delay(clock.GetElapsedTime(now, slot), clock, ct);
    }

    // A destination may be asked at least once a second.
    private void ForgetBefore(long time)
    {
        foreach (var slot in nextSlots)
        {
            if (slot.Value < time) nextSlots.TryRemove(slot);
        }
    }
}
