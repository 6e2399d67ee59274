using System.Text.Json;
using Slipway.Events.Delivery;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Eventing;

namespace Slipway.Events.Publishing;

/// <summary>Holds events against the rules of their bus, and puts what matches into the queue.</summary>
internal sealed class EventRouter(RuleBook rules, IDeliveryStore deliveries, DeliverySignal signal, TimeProvider clock) : IEventBus
{
    public async ValueTask PublishAsync(IReadOnlyCollection<ServiceEvent> events, CancellationToken ct)
    {
        List<RoutedEvent> routed = [];
        foreach (var one in events)
        {
            BusKey bus = new(one.Account, one.Region, BusKey.Default);
            // Nobody waits for events of most registries: nothing is written for them.
            if ((await rules.OfAsync(bus, ct)).Count > 0) routed.Add(new(bus, one.Id.ToString(), Envelope.Of(one), IsForwarded: false));
        }

        await RouteAsync(routed, ct);
    }

    /// <summary>When this returns, what a rule matched is durable and will be delivered.</summary>
    public async ValueTask RouteAsync(IReadOnlyList<RoutedEvent> events, CancellationToken ct)
    {
        var now = clock.Now();
        List<PendingDelivery> matched = [];
        foreach (var one in events)
        {
            var routes = await rules.OfAsync(one.Bus, ct);
            if (routes.Count == 0) continue;
            var whole = JsonElement.Parse(one.Event);
            foreach (var (route, _) in routes.Where(route => route.Pattern.Matches(whole)))
            {
                matched.AddRange(route.Targets
                    .Where(target => !one.IsForwarded || !IsBus(target.Arn))
                    .Select(target => new PendingDelivery(0, one.Bus, route.Rule.Name, target.Id, target.Arn, one.Id, one.Event, 0, now, now)));
            }
        }

        if (matched.Count == 0) return;
        await deliveries.AddAsync(matched, ct);
        signal.Raise(matched.Select(delivery => delivery.TargetArn));
    }

    private static bool IsBus(string target) => Arn.TryParse(target, out var arn) && BusKey.OfArn(arn) is not null;
}

/// <param name="Event">With its envelope, JSON.</param>
/// <param name="IsForwarded">It has come from another bus.</param>
internal sealed record RoutedEvent(BusKey Bus, string Id, string Event, bool IsForwarded);
