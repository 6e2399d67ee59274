using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Events.Delivery;

/// <summary>
/// Delivers what is in the queue, at least once, soon after it was published. Each target has a lane of its own, so that
/// one that is slow or away delays nobody else; a lane ends when nothing waits for its target.
/// </summary>
internal sealed partial class DeliveryLoop(
    IDeliveryStore deliveries, DeliveryAttempt attempt, DeliverySignal signal, TargetRates rates, ILeases leases, TimeProvider clock, ILogger<DeliveryLoop> log) : BackgroundService
{
    private const int TargetsAtOnce = 500;

    // Real time, not the clock's: both are about this process.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1), LeaseDuration = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DeliveryLane> lanes = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Away from the start of the program.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.TryTakeAsync("event-delivery", LeaseDuration, stoppingToken);
                if (lease is not null)
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                    await DeliverUntilLostAsync(either.Token);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LoopFailed(log, fault);
            }

            await Task.Delay(Retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeliverUntilLostAsync(CancellationToken lost)
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

    [LoggerMessage(5202, LogLevel.Error, "Delivering events failed; it will be tried again")]
    private static partial void LoopFailed(ILogger log, Exception fault);
}
