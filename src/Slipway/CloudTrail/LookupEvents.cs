using System.Globalization;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Audit;
using Slipway.Wire.Shapes;

namespace Slipway.CloudTrail;

internal sealed record LookupEventsRequest(
    IReadOnlyList<LookupAttribute>? LookupAttributes,
    DateTimeOffset? StartTime,
    DateTimeOffset? EndTime,
    EventCategory? EventCategory,
    [Bounds(1, 50)] int? MaxResults,
    string? NextToken);

internal sealed record LookupAttribute(LookupAttributeKey AttributeKey, [Length(1, 2000)] string AttributeValue);

internal enum LookupAttributeKey
{
    [Wire("EventId")]
    EventId,

    [Wire("EventName")]
    EventName,

    [Wire("ReadOnly")]
    ReadOnly,

    [Wire("Username")]
    Username,

    [Wire("ResourceType")]
    ResourceType,

    [Wire("ResourceName")]
    ResourceName,

    [Wire("EventSource")]
    EventSource,

    [Wire("AccessKeyId")]
    AccessKeyId,
}

internal enum EventCategory
{
    [Wire("insight")]
    Insight,
}

internal sealed record LookupEventsResponse(IReadOnlyList<EventShape> Events, string? NextToken);

/// <summary>
/// The account's events, newest first. A page may hold fewer than were asked for, or none, and still have one after it.
/// Departs: events of all regions are found in each; AWS keeps them apart. AWS: API_LookupEvents.
/// </summary>
[Operation<CloudTrailApi>]
internal sealed class LookupEvents(IAuditTrail trail, PageTokens pageTokens) : IOperation<LookupEventsRequest, LookupEventsResponse>
{
    private const int DefaultPage = 50;

    // So much of the trail is looked through for one page.
    private const long MostBytes = 8 << 20;

    // Lines are in the order in which they were written; a clock that is corrected may step back by this much.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    public static Access Requires(LookupEventsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<LookupEventsResponse> HandleAsync(LookupEventsRequest request, Caller caller, CancellationToken ct)
    {
        if (request.LookupAttributes is { Count: > 1 }) throw CloudTrailErrors.TooManyAttributes();
        if (request.StartTime > request.EndTime) throw CloudTrailErrors.InvalidTimeRange();
        var listing = ListingOf(request, caller);
        var place = AuditPlace.End;
        if (request.NextToken is { } token && (!pageTokens.TryRead(listing, token, out var position) || !AuditPlace.TryParse(position, out place)))
            throw CloudTrailErrors.InvalidNextToken();

        // There are no unusual activities that anybody would look for here.
        if (request.EventCategory is not null) return new([], NextToken: null);
        var (events, next) = await ReadAsync(request, caller.Account, place, ct);
        return new(events, next is { } more ? pageTokens.Issue(listing, more.ToString()) : null);
    }

    private async ValueTask<(List<EventShape> Events, AuditPlace? Next)> ReadAsync(LookupEventsRequest request, string account, AuditPlace place, CancellationToken ct)
    {
        var (wanted, budget) = (request.MaxResults ?? DefaultPage, MostBytes);
        var attribute = request.LookupAttributes is { Count: 1 } attributes ? attributes[0] : null;
        List<EventShape> events = [];
        while (budget > 0)
        {
            var page = await trail.ReadBeforeAsync(place, request.EndTime, ct);
            foreach (var line in page.Lines)
            {
                budget -= line.Json.Length;
                if (StoredEvent.Read(line.Json, account) is not { } stored) continue;
                if (stored.Time < request.StartTime - ClockSlack) return (events, null);
                if (stored.Time < request.StartTime || stored.Time > request.EndTime) continue;
                if (attribute is not null && !stored.Has(attribute.AttributeKey, attribute.AttributeValue)) continue;
                events.Add(stored.Shape);
                if (events.Count == wanted) return (events, line.Place);
            }

            if (page.Next is not { } next) return (events, null);
            place = next;
        }

        return (events, place);
    }

    private static string ListingOf(LookupEventsRequest request, Caller caller) => string.Create(
        CultureInfo.InvariantCulture,
        $"cloudtrail:LookupEvents {caller.Account} {request.StartTime:O} {request.EndTime:O} {request.EventCategory} {string.Join(' ', (request.LookupAttributes ?? []).Select(each => $"{each.AttributeKey}={each.AttributeValue}"))}");
}
