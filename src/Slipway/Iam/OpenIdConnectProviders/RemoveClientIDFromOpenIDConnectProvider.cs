using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record RemoveClientIDFromOpenIDConnectProviderRequest(
    [Length(20, 2048)] string OpenIDConnectProviderArn, [Length(1, 255)] string ClientID);

/// <summary>Allows an audience no longer; one that is not there is passed over. AWS: API_RemoveClientIDFromOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class RemoveClientIDFromOpenIDConnectProvider(IOpenIdConnectProviderStore providers)
    : IOperation<RemoveClientIDFromOpenIDConnectProviderRequest, Nothing>
{
    public static Access Requires(RemoveClientIDFromOpenIDConnectProviderRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public ValueTask<Nothing> HandleAsync(RemoveClientIDFromOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct) =>
        providers.RequireChangeAsync(
            caller,
            request.OpenIDConnectProviderArn,
            provider => provider with { ClientIds = [.. provider.ClientIds.Where(client => client != request.ClientID)] },
            ct);
}
