using Slipway.Events.Delivery;
using Slipway.Events.Publishing;
using Slipway.Events.Targets;
using Slipway.Wire;

namespace Slipway.Events.Buses;

/// <summary>
/// Another event bus of the account as a target, in whichever region. What has come from a bus goes to no further one, so
/// that no two can keep an event going for ever.
/// </summary>
internal sealed class EventBusTarget(IEventBusStore buses, Lazy<EventRouter> router) : ITargetKind
{
    public const string Putting = "events:PutEvents";

    public string Action => Putting;

    public bool Takes(Arn arn) => BusKey.OfArn(arn) is not null;

    public async ValueTask<TargetFault?> CheckAsync(BusKey bus, Arn arn, TargetShape target, CancellationToken ct)
    {
        var other = BusKey.OfArn(arn)!;
        // Departs: event buses of other accounts are refused as targets.
        if (other.Account != bus.Account) return new("ValidationException", $"Target {target.Id}: the event bus must be of the rule's account.");
        if (other == bus) return new("ValidationException", $"Target {target.Id}: a rule cannot send events to its own event bus.");
        if (target.Input is not null || target.InputPath is not null || target.InputTransformer is not null || target.HttpParameters is not null)
            return new("ValidationException", $"Target {target.Id}: an event bus is sent whole events.");
        return await IsThereAsync(other, ct) ? null : new("ResourceNotFoundException", $"Target {target.Id}: event bus {other.Name} does not exist.");
    }

    public async ValueTask<DeliveryOutcome> DeliverAsync(Arn arn, Target target, PendingDelivery delivery, string input, CancellationToken ct)
    {
        var bus = BusKey.OfArn(arn)!;
        if (!await IsThereAsync(bus, ct)) return DeliveryOutcome.Never($"Event bus {bus.Name} does not exist");
        var refused = await router.Value.RouteAsync([new(bus, delivery.EventId, delivery.Event, IsForwarded: true)], ct);
        return refused.Count == 0 ? DeliveryOutcome.Arrived : DeliveryOutcome.Later("The event bus has no room for further events", null);
    }

    private async ValueTask<bool> IsThereAsync(BusKey bus, CancellationToken ct) => bus.IsDefault || await buses.FindAsync(bus, ct) is not null;
}
