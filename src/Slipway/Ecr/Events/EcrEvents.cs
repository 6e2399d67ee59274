using Microsoft.Extensions.Logging;
using Slipway.Registry.Journal;
using Slipway.Wire.Eventing;
using Slipway.Workers;

namespace Slipway.Ecr.Events;

/// <summary>Tells the event bus what happened to images. A batch that comes twice is told twice, by the same ids.</summary>
internal sealed class EcrEvents(IEventBus bus, ChangeFeed feed, ILeases leases, ILogger<EcrEvents> log)
    : ChangeFollower(feed, leases, log)
{
    public override string Name => "events";

    protected override async ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct) =>
        await bus.PublishAsync([.. changes.Select(EcrEvent.Of).OfType<ServiceEvent>()], ct);
}
