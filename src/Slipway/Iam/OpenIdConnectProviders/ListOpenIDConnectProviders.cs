using Slipway.Identity.Providers;
using Slipway.Wire;

namespace Slipway.Iam.OpenIdConnectProviders;

internal sealed record ListOpenIDConnectProvidersRequest;

internal sealed record ListOpenIDConnectProvidersResponse(IReadOnlyList<ProviderEntry> OpenIDConnectProviderList);

internal sealed record ProviderEntry(string Arn);

/// <summary>The account's providers, all at once. AWS: API_ListOpenIDConnectProviders.</summary>
[Operation<IamApi>]
internal sealed class ListOpenIDConnectProviders(IOpenIdConnectProviderStore providers)
    : IOperation<ListOpenIDConnectProvidersRequest, ListOpenIDConnectProvidersResponse>
{
    public static Access Requires(ListOpenIDConnectProvidersRequest request, Caller caller) => Access.On(IamArns.All(caller, "oidc-provider"));

    public async ValueTask<ListOpenIDConnectProvidersResponse> HandleAsync(ListOpenIDConnectProvidersRequest request, Caller caller, CancellationToken ct) =>
        new([.. (await providers.ListAsync(caller.Account, ct)).Select(provider => new ProviderEntry(provider.Arn))]);
}
