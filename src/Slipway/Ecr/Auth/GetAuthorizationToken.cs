using System.Text;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Auth;

internal sealed record GetAuthorizationTokenRequest(
    [Items(1, 10), Pattern(EcrApi.RegistryIdPattern)] IReadOnlyList<string>? RegistryIds);

internal sealed record GetAuthorizationTokenResponse(IReadOnlyList<AuthorizationData> AuthorizationData);

/// <param name="AuthorizationToken">Base64 of <c>AWS:</c> and the password: what a Basic header carries.</param>
/// <param name="ProxyEndpoint">With scheme and without a trailing slash: <c>docker login</c> dials it as it is.</param>
internal sealed record AuthorizationData(string AuthorizationToken, DateTimeOffset ExpiresAt, string ProxyEndpoint)
{
    // A record prints its members; a token must not be among them.
    public override string ToString() => $"Authorization for {ProxyEndpoint}";
}

/// <summary>
/// A password for registry clients, good for 12 hours. It carries who asked, not what they may do: that is decided
/// anew at each use. AWS: API_GetAuthorizationToken.
/// </summary>
[Operation<EcrApi>]
internal sealed class GetAuthorizationToken(IRegistryTokens tokens, RegistryHost host)
    : IOperation<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse>
{
    public static Access Requires(GetAuthorizationTokenRequest request, Caller caller) => Access.On("*");

    public ValueTask<GetAuthorizationTokenResponse> HandleAsync(GetAuthorizationTokenRequest request, Caller caller, CancellationToken ct)
    {
        var token = tokens.Issue(caller.Principal, caller.Region);
        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes($"AWS:{token.Password}"));
        // One entry for each registry asked for; the token is the same, since it is the caller's and not the registry's.
        IReadOnlyList<string> registries = request.RegistryIds ?? [caller.Account];
        return new(new GetAuthorizationTokenResponse(
            [.. registries.Select(account => new AuthorizationData(encoded, token.ExpiresAt, host.EndpointOf(new(account, caller.Region))))]));
    }
}
