using Slipway.Events.Buses;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Eventing;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Publishing;

internal sealed record PutEventsRequest(
    [Items(1, 10)] IReadOnlyList<PutEventsRequestEntry> Entries,
    [Length(1, 50)] [Pattern(@"^[A-Za-z0-9\-]+[\.][A-Za-z0-9\-]+$")] string? EndpointId);

/// <summary>An event to be (API_PutEventsRequestEntry).</summary>
internal sealed record PutEventsRequestEntry(
    DateTimeOffset? Time,
    string? Source,
    [Length(0, 2048)] IReadOnlyList<string>? Resources,
    string? DetailType,
    string? Detail,
    [Length(1, 1600)] [Pattern(@"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+")] string? EventBusName,
    [Length(1, 500)] string? TraceHeader);

internal sealed record PutEventsResponse(int FailedEntryCount, IReadOnlyList<PutEventsResultEntry> Entries);

internal sealed record PutEventsResultEntry(string? EventId, string? ErrorCode, string? ErrorMessage);

/// <summary>Puts events of one's own on event buses; each is taken or refused by itself. AWS: API_PutEvents.</summary>
// Departs: TraceHeader is not passed on, since nothing here is traced by X-Ray; global endpoints are refused. An event for a bus that does
// not exist is an entry that failed, where AWS takes the event and drops it. AWS throttles by the second; here an account's undelivered events and dead letters have room for SLIPWAY_EVENT_BACKLOG.
[Operation<EventsApi>(MaxBody = 4 << 20)]
internal sealed class PutEvents(EventRouter router, IEventBusStore buses, IIdSource ids, TimeProvider clock) : IOperation<PutEventsRequest, PutEventsResponse>
{
    private const int MostBytes = 1 << 20;

    public static Access Requires(PutEventsRequest request, Caller caller)
    {
        var arns = request.Entries.Select(entry => BusReference.Of(entry.EventBusName, caller).Arn).Distinct(StringComparer.Ordinal).ToList();
        var access = Access.On(arns.Count > 0 ? arns[0] : "*");
        foreach (var arn in arns.Skip(1)) access.Also("events:PutEvents", arn);
        return access
            .With("events:source", [.. request.Entries.Select(entry => entry.Source).OfType<string>().Distinct(StringComparer.Ordinal)])
            .With("events:detail-type", [.. request.Entries.Select(entry => entry.DetailType).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    public async ValueTask<PutEventsResponse> HandleAsync(PutEventsRequest request, Caller caller, CancellationToken ct)
    {
        if (request.EndpointId is not null) throw EventsErrors.NotSupported("EndpointId", "has no global endpoints");
        if (request.Entries.Sum(EventEntry.SizeOf) > MostBytes) throw EventsErrors.Invalid("Total size of the entries in the request is over the limit.");
        List<RoutedEvent> events = [];
        List<PutEventsResultEntry> results = [];
        foreach (var entry in request.Entries)
        {
            var bus = BusReference.Of(entry.EventBusName, caller);
            var fault = EventEntry.FaultOf(entry);
            if (fault is null && (bus.Region != caller.Region || !(bus.IsDefault || await buses.FindAsync(bus, ct) is not null)))
                fault = new(null, "ResourceNotFoundException", $"Event bus {entry.EventBusName} does not exist.");
            if (fault is null)
            {
                var id = ids.NewId();
                var time = entry.Time ?? clock.GetUtcNow();
                events.Add(new(
                    bus, id.ToString(), Envelope.Of(new(id, caller.Account, bus.Region, entry.Source!, entry.DetailType!, entry.Resources ?? [], entry.Detail!, time)), IsForwarded: false));
                fault = new(id.ToString(), null, null);
            }

            results.Add(fault);
        }

        // Whoever is told so sends them again later, as the SDKs do.
        foreach (var refused in await router.RouteAsync(events, ct))
            results[results.FindIndex(result => result.EventId == refused)] = new(null, "ThrottlingException", "Rate exceeded: too many events of this account are waiting for their targets.");
        return new(results.Count(result => result.ErrorCode is not null), results);
    }
}
