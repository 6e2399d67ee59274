using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Buses;

internal sealed record ListEventBusesRequest(
    [Length(1, 256)] [Pattern(@"[/\.\-_A-Za-z0-9]+")] string? NamePrefix, [Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? Limit);

internal sealed record ListEventBusesResponse(IReadOnlyList<EventBusShape> EventBuses, string? NextToken);

/// <summary>An event bus in a listing (API_EventBus).</summary>
internal sealed record EventBusShape(string Name, string Arn, string? Description, DateTimeOffset? CreationTime, DateTimeOffset? LastModifiedTime);

/// <summary>A page of event buses: the default one first, then the others by name. AWS: API_ListEventBuses.</summary>
[Operation<EventsApi>]
internal sealed class ListEventBuses(IEventBusStore buses, Listing pages) : IOperation<ListEventBusesRequest, ListEventBusesResponse>
{
    public static Access Requires(ListEventBusesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListEventBusesResponse> HandleAsync(ListEventBusesRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.NamePrefix ?? "";
        var listing = $"events:ListEventBuses {caller.Account} {caller.Region} {prefix}";
        var after = pages.Begin(listing, request.NextToken);
        var limit = request.Limit ?? Listing.DefaultPage;
        List<EventBusShape> shapes = [];
        if (request.NextToken is null && BusKey.Default.StartsWith(prefix, StringComparison.Ordinal))
            shapes.Add(new(BusKey.Default, new BusKey(caller.Account, caller.Region, BusKey.Default).Arn, null, null, null));

        // A page of one that is full with the default bus goes on before the first name.
        var page = limit > shapes.Count
            ? await buses.ListAsync(caller.Account, caller.Region, prefix, after, limit - shapes.Count, ct)
            : new Page<CustomBus>([], (await buses.ListAsync(caller.Account, caller.Region, prefix, after, 1, ct)).Items.Count > 0);
        shapes.AddRange(page.Items.Select(bus => new EventBusShape(bus.Key.Name, bus.Key.Arn, bus.Description, bus.CreatedAt, bus.CreatedAt)));
        return new(shapes, page.Items.Count > 0 ? pages.Next(listing, page, bus => bus.Key.Name) : pages.Next(listing, page with { Items = [null!] }, _ => ""));
    }
}
