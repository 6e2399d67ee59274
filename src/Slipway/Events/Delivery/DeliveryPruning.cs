using Microsoft.Extensions.Logging;
using Slipway.Kernel;
using Slipway.Workers;

namespace Slipway.Events.Delivery;

/// <summary>Forgets the ids of events after a day, and dead letters after two weeks.</summary>
internal sealed class DeliveryPruning(IDeliveryStore deliveries, ILeases leases, TimeProvider clock, ILogger<DeliveryPruning> log) : Worker(leases, clock, log)
{
    private const int Batch = 1000;

    private static readonly TimeSpan SeenFor = TimeSpan.FromDays(1), DeadFor = TimeSpan.FromDays(14);

    private readonly TimeProvider clock = clock;

    protected override string Name => "event-pruning";

    protected override TimeSpan Period => TimeSpan.FromMinutes(10);

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        var now = clock.Now();
        while (await deliveries.PruneAsync(now - SeenFor, now - DeadFor, Batch, ct) >= Batch)
        {
        }
    }
}
