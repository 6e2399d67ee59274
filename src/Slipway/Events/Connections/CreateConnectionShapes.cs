using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

/// <summary>How to log in (API_CreateConnectionAuthRequestParameters).</summary>
internal sealed record CreateConnectionAuthRequestParameters(
    CreateConnectionBasicAuthRequestParameters? BasicAuthParameters,
    [Wire("OAuthParameters")] CreateConnectionOAuthRequestParameters? OauthParameters,
    CreateConnectionApiKeyAuthRequestParameters? ApiKeyAuthParameters,
    ConnectionHttpParameters? InvocationHttpParameters,
    ConnectivityResourceParameters? ConnectivityParameters);

internal sealed record CreateConnectionBasicAuthRequestParameters(
    [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string Username, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string Password);

internal sealed record CreateConnectionApiKeyAuthRequestParameters(
    [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string ApiKeyName, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string ApiKeyValue);

internal sealed record CreateConnectionOAuthRequestParameters(
    CreateConnectionOAuthClientRequestParameters ClientParameters,
    [Length(1, 2048)] [Pattern(ConnectionPatterns.Endpoint)] string AuthorizationEndpoint,
    OAuthHttpMethod HttpMethod,
    [Wire("OAuthHttpParameters")] ConnectionHttpParameters? OauthHttpParameters);

internal sealed record CreateConnectionOAuthClientRequestParameters(
    [Wire("ClientID")] [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string ClientId, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string ClientSecret);
