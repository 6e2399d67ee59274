using Slipway.Events.Connections;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Destinations;

internal sealed record CreateApiDestinationRequest(
    EntityName Name,
    [Length(0, 512)] [Pattern(".*")] string? Description,
    [Length(1, 1600)] [Pattern(ConnectionPatterns.Arn)] string ConnectionArn,
    [Length(1, 2048)] [Pattern(ConnectionPatterns.Endpoint)] string InvocationEndpoint,
    ApiDestinationHttpMethod HttpMethod,
    [Bounds(1, long.MaxValue)] int? InvocationRateLimitPerSecond);

internal sealed record CreateApiDestinationResponse(
    string ApiDestinationArn, ApiDestinationState ApiDestinationState, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime);

/// <summary>Makes a web hook that rules can have as a target. AWS: API_CreateApiDestination.</summary>
// Departs: an endpoint may be HTTP where the operator allows its host; AWS takes HTTPS alone.
[Operation<EventsApi>]
internal sealed class CreateApiDestination(IApiDestinationStore destinations, IConnectionStore connections, IWebHooks hooks, IIdSource ids, TimeProvider clock)
    : IOperation<CreateApiDestinationRequest, CreateApiDestinationResponse>
{
    public static Access Requires(CreateApiDestinationRequest request, Caller caller) =>
        Access.On(ApiDestination.ArnOf(caller.Account, caller.Region, request.Name.ToString())).LoggingInWith(request.ConnectionArn, nameof(CreateApiDestination));

    public async ValueTask<CreateApiDestinationResponse> HandleAsync(CreateApiDestinationRequest request, Caller caller, CancellationToken ct)
    {
        Endpoint.Check(request.InvocationEndpoint, hooks);
        await connections.RequireAsync(request.ConnectionArn, caller, ct);
        var now = clock.Now();
        ApiDestination destination = new(
            caller.Account, caller.Region, request.Name.ToString(), ids.NewId().ToString(), request.Description, request.ConnectionArn, request.InvocationEndpoint,
            request.HttpMethod, request.InvocationRateLimitPerSecond ?? ApiDestination.DefaultRate, now, now);
        return await destinations.AddAsync(destination, ct) switch
        {
            DestinationAddition.Done => new(destination.Arn, ApiDestinationState.Active, now, now),
            DestinationAddition.NameTaken => throw EventsErrors.AlreadyExists($"An api-destination '{request.Name}'"),
            _ => throw EventsErrors.QuotaExceeded(),
        };
    }
}
