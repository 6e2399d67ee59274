using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Events.Delivery;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Eventing;

namespace Slipway.Events.Publishing;

/// <summary>Holds events against the rules of their bus, and puts what matches into the queue.</summary>
internal sealed partial class EventRouter(RuleBook rules, IDeliveryStore deliveries, DeliverySignal signal, EventLimits limits, EventMetrics metrics, TimeProvider clock, ILogger<EventRouter> log)
    : IEventBus
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

        var refused = await RouteAsync(routed, ct);
        if (refused.Count == 0) return;
        // Whatever it tells of has happened, and cannot be refused: the account's people must see that they were not told.
        metrics.CountDropped(refused.Count);
        foreach (var account in routed.Where(one => refused.Contains(one.Id)).GroupBy(one => (one.Bus.Account, one.Bus.Region)))
            Dropped(log, account.Count(), account.Key.Account, account.Key.Region, account.First().Id);
    }

    /// <summary>When this returns, what a rule matched is durable and will be delivered.</summary>
    /// <returns>The ids of the events that were not taken, since too much waits in their account.</returns>
    public async ValueTask<IReadOnlyList<string>> RouteAsync(IReadOnlyList<RoutedEvent> events, CancellationToken ct)
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

        if (matched.Count == 0) return [];
        var refused = await deliveries.AddAsync(matched, limits.MostBytes, ct);
        signal.Raise(matched.Where(delivery => !refused.Contains(delivery.EventId)).Select(delivery => delivery.TargetArn));
        return refused;
    }

    private static bool IsBus(string target) => Arn.TryParse(target, out var arn) && BusKey.OfArn(arn) is not null;

    [LoggerMessage(5202, LogLevel.Error, "{Count} events of account {Account} in {Region} were dropped, the first {EventId}: its undelivered events and dead letters take all the room that they may")]
    private static partial void Dropped(ILogger log, int count, string account, string region, string eventId);
}

/// <param name="Event">With its envelope, JSON.</param>
/// <param name="IsForwarded">It has come from another bus.</param>
internal sealed record RoutedEvent(BusKey Bus, string Id, string Event, bool IsForwarded);
