using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

internal enum ConnectionState
{
    Creating,
    Updating,
    Deleting,
    Authorized,
    Deauthorized,
    Authorizing,
    Deauthorizing,
    Active,
    FailedConnectivity,
}

/// <summary>A connection in a listing (API_Connection).</summary>
internal sealed record ConnectionShape(
    string ConnectionArn, string Name, ConnectionState ConnectionState, AuthorizationType AuthorizationType,
    DateTimeOffset CreationTime, DateTimeOffset LastModifiedTime, DateTimeOffset LastAuthorizedTime)
{
    public static ConnectionShape Of(Connection connection) => new(
        connection.Arn, connection.Name, ConnectionState.Authorized, connection.Type, connection.CreatedAt, connection.ModifiedAt, connection.ModifiedAt);
}

/// <summary>How a connection logs in, without its secrets (API_ConnectionAuthResponseParameters).</summary>
internal sealed record ConnectionAuthResponseParameters(
    BasicAuthResponse? BasicAuthParameters, ApiKeyAuthResponse? ApiKeyAuthParameters, ConnectionHttpParameters? InvocationHttpParameters)
{
    public static ConnectionAuthResponseParameters Of(AuthorizationType type, ConnectionContent content) => new(
        type is AuthorizationType.Basic ? new(content.Name) : null,
        type is AuthorizationType.ApiKey ? new(content.Name) : null,
        ConnectionHttpParameters.Of(content));
}

internal sealed record BasicAuthResponse(string Username);

internal sealed record ApiKeyAuthResponse(string ApiKeyName);
