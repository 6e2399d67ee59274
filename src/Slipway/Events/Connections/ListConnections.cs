using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

internal sealed record ListConnectionsRequest(
    EntityName? NamePrefix, ConnectionState? ConnectionState, [Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? Limit);

internal sealed record ListConnectionsResponse(IReadOnlyList<ConnectionShape> Connections, string? NextToken);

/// <summary>A page of connections, by name. AWS: API_ListConnections.</summary>
[Operation<EventsApi>]
internal sealed class ListConnections(IConnectionStore connections, Listing pages) : IOperation<ListConnectionsRequest, ListConnectionsResponse>
{
    public static Access Requires(ListConnectionsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListConnectionsResponse> HandleAsync(ListConnectionsRequest request, Caller caller, CancellationToken ct)
    {
        // No connection is ever in another state.
        if (request.ConnectionState is not (null or ConnectionState.Authorized)) return new([], null);
        var prefix = request.NamePrefix?.ToString() ?? "";
        var listing = $"events:ListConnections {caller.Account} {caller.Region} {prefix}";
        var page = await connections.ListAsync(caller.Account, caller.Region, prefix, pages.Begin(listing, request.NextToken), request.Limit ?? Listing.DefaultPage, ct);
        return new([.. page.Items.Select(ConnectionShape.Of)], pages.Next(listing, page, connection => connection.Name));
    }
}
