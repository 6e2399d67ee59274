using Slipway.Wire.Shapes;

namespace Slipway.Events.Connections;

/// <summary>How to log in from now on; what is absent stays (API_UpdateConnectionAuthRequestParameters).</summary>
internal sealed record UpdateConnectionAuthRequestParameters(
    UpdateConnectionBasicAuthRequestParameters? BasicAuthParameters,
    [Wire("OAuthParameters")] UpdateConnectionOAuthRequestParameters? OauthParameters,
    UpdateConnectionApiKeyAuthRequestParameters? ApiKeyAuthParameters,
    ConnectionHttpParameters? InvocationHttpParameters,
    ConnectivityResourceParameters? ConnectivityParameters);

internal sealed record UpdateConnectionBasicAuthRequestParameters(
    [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? Username, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? Password);

internal sealed record UpdateConnectionApiKeyAuthRequestParameters(
    [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? ApiKeyName, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? ApiKeyValue);

internal sealed record UpdateConnectionOAuthRequestParameters(
    UpdateConnectionOAuthClientRequestParameters? ClientParameters,
    [Length(1, 2048)] [Pattern(ConnectionPatterns.Endpoint)] string? AuthorizationEndpoint,
    OAuthHttpMethod? HttpMethod,
    [Wire("OAuthHttpParameters")] ConnectionHttpParameters? OauthHttpParameters);

internal sealed record UpdateConnectionOAuthClientRequestParameters(
    [Wire("ClientID")] [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? ClientId, [Length(1, 512)] [Pattern(ConnectionPatterns.Text)] string? ClientSecret);
