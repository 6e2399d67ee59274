using Slipway.Events.Connections;
using Slipway.Wire;

namespace Slipway.Events.Destinations;

internal sealed record DescribeApiDestinationRequest(EntityName Name);

internal sealed record DescribeApiDestinationResponse(
    string ApiDestinationArn, string Name, string? Description, ApiDestinationState ApiDestinationState, string ConnectionArn, string InvocationEndpoint,
    ApiDestinationHttpMethod HttpMethod, int InvocationRateLimitPerSecond, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime);

/// <summary>One API destination. AWS: API_DescribeApiDestination.</summary>
[Operation<EventsApi>]
internal sealed class DescribeApiDestination(IApiDestinationStore destinations, IConnectionStore connections)
    : IOperation<DescribeApiDestinationRequest, DescribeApiDestinationResponse>
{
    public static Access Requires(DescribeApiDestinationRequest request, Caller caller) =>
        Access.On(ApiDestination.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<DescribeApiDestinationResponse> HandleAsync(DescribeApiDestinationRequest request, Caller caller, CancellationToken ct)
    {
        var name = request.Name.ToString();
        var found = await destinations.FindAsync(caller.Account, caller.Region, name, ct) ?? throw EventsErrors.DestinationNotFound(name);
        var shape = ApiDestinationShape.Of(found, await connections.FindByArnAsync(found.ConnectionArn, ct) is not null);
        return new(
            found.Arn, name, found.Description, shape.ApiDestinationState, found.ConnectionArn, found.Endpoint, found.Method, found.RateLimit, found.CreatedAt, found.ModifiedAt);
    }
}
