using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Events.Delivery;

/// <summary>
/// Delivers what is in the queue, at least once, soon after it was published. Each target has a lane of its own, so that
/// one that is slow or away delays nobody else; a lane ends when nothing waits for its target.
/// </summary>
internal sealed class DeliveryLoop(
    IDeliveryStore deliveries, DeliveryAttempt attempt, DeliverySignal signal, TargetRates rates, ILeases leases, TimeProvider clock, ILogger<DeliveryLoop> log) : SteadyWorker(leases, log)
{
    private const int TargetsAtOnce = 500;

    private readonly ConcurrentDictionary<string, DeliveryLane> lanes = new(StringComparer.Ordinal);

    protected override string LeaseName => "event-delivery";

    protected override async ValueTask WorkUntilLostAsync(CancellationToken lost)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(lost);
        var ct = over.Token;
        try
        {
            for (var after = ""; await deliveries.ListTargetsAsync(after, TargetsAtOnce, ct) is { Count: > 0 } waiting; after = waiting[^1])
            {
                foreach (var target in waiting) Wake(target, ct);
            }

            while (await signal.WaitAsync(ct))
            {
                while (signal.Targets.TryRead(out var target)) Wake(target, ct);
            }
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(lanes.Values.Select(lane => lane.Ended));
            lanes.Clear();
        }
    }

    // A lane that is about to end when it is woken has been replaced before its end is seen.
    private void Wake(string target, CancellationToken ct)
    {
        if (lanes.TryGetValue(target, out var running) && running.TryWake()) return;
        var lane = new DeliveryLane(target, deliveries, attempt, rates, clock, log);
        lanes[target] = lane;
        lane.Start(ended => lanes.TryRemove(new(target, ended)), ct);
    }
}
