using Slipway.Wire;

namespace Slipway.Events.Connections;

internal sealed record DescribeConnectionRequest(EntityName Name);

internal sealed record DescribeConnectionResponse(
    string ConnectionArn, string Name, string? Description, ConnectionState ConnectionState, AuthorizationType AuthorizationType,
    ConnectionAuthResponseParameters AuthParameters, DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime, DateTimeOffset LastAuthorizedTime);

/// <summary>One connection, without its secrets. AWS: API_DescribeConnection.</summary>
// Departs: secrets of connections are sealed in the database itself; there is no SecretArn, since no secret of Secrets Manager holds them.
[Operation<EventsApi>]
internal sealed class DescribeConnection(IConnectionStore connections, ConnectionSecrets secrets) : IOperation<DescribeConnectionRequest, DescribeConnectionResponse>
{
    public static Access Requires(DescribeConnectionRequest request, Caller caller) =>
        Access.On(Connection.ArnOf(caller.Account, caller.Region, request.Name.ToString()));

    public async ValueTask<DescribeConnectionResponse> HandleAsync(DescribeConnectionRequest request, Caller caller, CancellationToken ct)
    {
        var name = request.Name.ToString();
        var found = await connections.FindAsync(caller.Account, caller.Region, name, ct) ?? throw EventsErrors.ConnectionNotFound(name);
        return new(
            found.Arn, name, found.Description, ConnectionState.Authorized, found.Type,
            ConnectionAuthResponseParameters.Of(found.Type, secrets.Open(found)), found.CreatedAt, found.ModifiedAt, found.ModifiedAt);
    }
}
