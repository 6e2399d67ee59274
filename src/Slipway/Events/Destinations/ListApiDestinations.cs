using Slipway.Events.Connections;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Destinations;

internal sealed record ListApiDestinationsRequest(
    EntityName? NamePrefix,
    [Length(1, 1600)] [Pattern(ConnectionPatterns.Arn)] string? ConnectionArn,
    [Length(1, 2048)] string? NextToken,
    [Bounds(1, 100)] int? Limit);

internal sealed record ListApiDestinationsResponse(IReadOnlyList<ApiDestinationShape> ApiDestinations, string? NextToken);

/// <summary>A page of API destinations, by name; of one connection, or of all. AWS: API_ListApiDestinations.</summary>
[Operation<EventsApi>]
internal sealed class ListApiDestinations(IApiDestinationStore destinations, IConnectionStore connections, Listing pages)
    : IOperation<ListApiDestinationsRequest, ListApiDestinationsResponse>
{
    public static Access Requires(ListApiDestinationsRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListApiDestinationsResponse> HandleAsync(ListApiDestinationsRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.NamePrefix?.ToString() ?? "";
        var listing = $"events:ListApiDestinations {caller.Account} {caller.Region} {prefix} {request.ConnectionArn}";
        var (after, limit) = (pages.Begin(listing, request.NextToken), request.Limit ?? Listing.DefaultPage);
        if (request.ConnectionArn is { } text && !(Arn.TryParse(text, out var arn) && arn.Account == caller.Account && arn.Region == caller.Region)) return new([], null);
        var page = request.ConnectionArn is { } connection
            ? await destinations.ListByConnectionAsync(connection, prefix, after, limit, ct)
            : await destinations.ListAsync(caller.Account, caller.Region, prefix, after, limit, ct);
        List<ApiDestinationShape> shapes = [];
        foreach (var destination in page.Items)
            shapes.Add(ApiDestinationShape.Of(destination, await connections.FindByArnAsync(destination.ConnectionArn, ct) is not null));
        return new(shapes, pages.Next(listing, page, destination => destination.Name));
    }
}
