using Slipway.Events.Connections;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Destinations;

internal sealed record UpdateApiDestinationRequest(
    EntityName Name,
    [Length(0, 512)] [Pattern(".*")] string? Description,
    [Length(1, 1600)] [Pattern(ConnectionPatterns.Arn)] string? ConnectionArn,
    [Length(1, 2048)] [Pattern(ConnectionPatterns.Endpoint)] string? InvocationEndpoint,
    ApiDestinationHttpMethod? HttpMethod,
    [Bounds(1, long.MaxValue)] int? InvocationRateLimitPerSecond);

internal sealed record UpdateApiDestinationResponse(
    string ApiDestinationArn, ApiDestinationState ApiDestinationState, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime);

/// <summary>Changes what is given of an API destination; what waits for it is sent as it is then. AWS: API_UpdateApiDestination.</summary>
[Operation<EventsApi>]
internal sealed class UpdateApiDestination(IApiDestinationStore destinations, IConnectionStore connections, IWebHooks hooks, TimeProvider clock)
    : IOperation<UpdateApiDestinationRequest, UpdateApiDestinationResponse>
{
    public static Access Requires(UpdateApiDestinationRequest request, Caller caller) =>
        Access.On(ApiDestination.ArnOf(caller.Account, caller.Region, request.Name.ToString())).LoggingInWith(request.ConnectionArn, nameof(UpdateApiDestination));

    public async ValueTask<UpdateApiDestinationResponse> HandleAsync(UpdateApiDestinationRequest request, Caller caller, CancellationToken ct)
    {
        if (request.InvocationEndpoint is { } endpoint) Endpoint.Check(endpoint, hooks);
        if (request.ConnectionArn is { } connection) await connections.RequireAsync(connection, caller, ct);
        var (name, now) = (request.Name.ToString(), clock.Now());
        var changed = await destinations.ChangeAsync(
            caller.Account,
            caller.Region,
            name,
            found => found with
            {
                Description = request.Description ?? found.Description,
                ConnectionArn = request.ConnectionArn ?? found.ConnectionArn,
                Endpoint = request.InvocationEndpoint ?? found.Endpoint,
                Method = request.HttpMethod ?? found.Method,
                RateLimit = request.InvocationRateLimitPerSecond ?? found.RateLimit,
                ModifiedAt = now,
            },
            ct) ?? throw EventsErrors.DestinationNotFound(name);
        var shape = ApiDestinationShape.Of(changed, await connections.FindByArnAsync(changed.ConnectionArn, ct) is not null);
        return new(changed.Arn, shape.ApiDestinationState, changed.CreatedAt, now);
    }
}
