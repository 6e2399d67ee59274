using Slipway.Identity.Providers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record AddClientIDToOpenIDConnectProviderRequest([Length(20, 2048)] string OpenIDConnectProviderArn, [Length(1, 255)] string ClientID);

/// <summary>Allows one more audience; one that is there already stays as it is. AWS: API_AddClientIDToOpenIDConnectProvider.</summary>
[Operation<IamApi>]
internal sealed class AddClientIDToOpenIDConnectProvider(IOpenIdConnectProviderStore providers)
    : IOperation<AddClientIDToOpenIDConnectProviderRequest, Nothing>
{
    public static Access Requires(AddClientIDToOpenIDConnectProviderRequest request, Caller caller) => Access.On(request.OpenIDConnectProviderArn);

    public ValueTask<Nothing> HandleAsync(AddClientIDToOpenIDConnectProviderRequest request, Caller caller, CancellationToken ct) =>
        providers.RequireChangeAsync(
            caller,
            request.OpenIDConnectProviderArn,
            provider => provider.ClientIds.Contains(request.ClientID) ? provider
                : provider.ClientIds.Count == OpenIdConnectProvider.MostClientIds ? throw CreateOpenIDConnectProvider.TooManyClientIds()
                : provider with { ClientIds = [.. provider.ClientIds, request.ClientID] },
            ct);
}
