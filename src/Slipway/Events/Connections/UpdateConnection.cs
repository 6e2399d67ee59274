using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

internal sealed record UpdateConnectionRequest(
    EntityName Name,
    [Length(0, 512)] [Pattern(".*")] string? Description,
    AuthorizationType? AuthorizationType,
    UpdateConnectionAuthRequestParameters? AuthParameters,
    ConnectivityResourceParameters? InvocationConnectivityParameters,
    [Length(0, 2048)] [Pattern(ConnectionPatterns.KmsKey)] string? KmsKeyIdentifier);

internal sealed record UpdateConnectionResponse(
    string ConnectionArn, ConnectionState ConnectionState, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime, DateTimeOffset LastAuthorizedTime);

/// <summary>Changes what is given of a connection; the key of its signatures stays. AWS: API_UpdateConnection.</summary>
[Operation<EventsApi>]
internal sealed class UpdateConnection(IConnectionStore connections, ConnectionSecrets secrets, TimeProvider clock)
    : IOperation<UpdateConnectionRequest, UpdateConnectionResponse>
{
    public static Access Requires(UpdateConnectionRequest request, Caller caller) =>
        Access.On(Connection.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<UpdateConnectionResponse> HandleAsync(UpdateConnectionRequest request, Caller caller, CancellationToken ct)
    {
        ConnectionChecks.Refuse(
            request.AuthorizationType, request.AuthParameters?.OauthParameters is not null,
            request.AuthParameters?.ConnectivityParameters, request.InvocationConnectivityParameters, request.KmsKeyIdentifier);
        var now = clock.Now();
        var name = request.Name.ToString();
        var changed = await connections.ChangeAsync(caller.Account, caller.Region, name, found => Change(found, request) with { ModifiedAt = now }, ct)
            ?? throw EventsErrors.ConnectionNotFound(name);
        return new(changed.Arn, ConnectionState.Authorized, changed.CreatedAt, now, now);
    }

    private Connection Change(Connection found, UpdateConnectionRequest request)
    {
        var type = request.AuthorizationType ?? found.Type;
        var content = secrets.Open(found);
        // Another kind of login has nothing to go on from.
        var (name, secret) = type == found.Type ? (content.Name, content.Secret) : (null, null);
        (name, secret) = type is AuthorizationType.Basic
            ? (request.AuthParameters?.BasicAuthParameters?.Username ?? name, request.AuthParameters?.BasicAuthParameters?.Password ?? secret)
            : (request.AuthParameters?.ApiKeyAuthParameters?.ApiKeyName ?? name, request.AuthParameters?.ApiKeyAuthParameters?.ApiKeyValue ?? secret);
        if (name is null || secret is null) throw ConnectionChecks.Incomplete(type);
        if (type is AuthorizationType.ApiKey) HttpHeaders.Check(name);
        content = content with { Name = name, Secret = secret };
        if (request.AuthParameters?.InvocationHttpParameters is { } parameters) content = parameters.AddedTo(content);
        return found with { Type = type, Description = request.Description ?? found.Description, Sealed = secrets.Seal(found.Id, content) };
    }
}
