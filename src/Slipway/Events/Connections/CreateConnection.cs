using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

internal sealed record CreateConnectionRequest(
    EntityName Name,
    [Length(0, 512)] [Pattern(".*")] string? Description,
    AuthorizationType AuthorizationType,
    CreateConnectionAuthRequestParameters AuthParameters,
    ConnectivityResourceParameters? InvocationConnectivityParameters,
    [Length(0, 2048)] [Pattern(ConnectionPatterns.KmsKey)] string? KmsKeyIdentifier);

internal sealed record CreateConnectionResponse(string ConnectionArn, ConnectionState ConnectionState, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime);

/// <summary>Keeps how API destinations log in, sealed, and makes the key that their requests are signed with. AWS: API_CreateConnection.</summary>
[Operation<EventsApi>]
internal sealed class CreateConnection(IConnectionStore connections, ConnectionSecrets secrets, IIdSource ids, TimeProvider clock)
    : IOperation<CreateConnectionRequest, CreateConnectionResponse>
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static Access Requires(CreateConnectionRequest request, Caller caller) =>
        Access.On(Connection.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<CreateConnectionResponse> HandleAsync(CreateConnectionRequest request, Caller caller, CancellationToken ct)
    {
        var auth = request.AuthParameters;
        ConnectionChecks.Refuse(request.AuthorizationType, auth.OauthParameters is not null, auth.ConnectivityParameters, request.InvocationConnectivityParameters, request.KmsKeyIdentifier);
        var (name, secret) = request.AuthorizationType switch
        {
            AuthorizationType.Basic when auth.BasicAuthParameters is { } basic => (basic.Username, basic.Password),
            AuthorizationType.ApiKey when auth.ApiKeyAuthParameters is { } key => (key.ApiKeyName, key.ApiKeyValue),
            var type => throw ConnectionChecks.Incomplete(type),
        };
        if (request.AuthorizationType is AuthorizationType.ApiKey) HttpHeaders.Check(name);
        var content = new ConnectionContent(name, secret, $"whsec_{ids.NewText(KeyAlphabet, 43)}", [], [], []);
        if (auth.InvocationHttpParameters is { } parameters) content = parameters.AddedTo(content);
        var (id, now) = (ids.NewId().ToString(), clock.Now());
        Connection connection = new(
            caller.Account, caller.Region, request.Name.ToString(), id, request.AuthorizationType, request.Description, secrets.Seal(id, content), now, now);
        return await connections.AddAsync(connection, ct) switch
        {
            ConnectionAddition.Done => new(connection.Arn, ConnectionState.Authorized, now, now),
            ConnectionAddition.NameTaken => throw EventsErrors.AlreadyExists($"Connection {request.Name}"),
            _ => throw EventsErrors.QuotaExceeded(),
        };
    }
}
