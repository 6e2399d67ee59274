using Slipway.Identity.Providers;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam.SamlProviders;

internal sealed record ListSAMLProvidersRequest;

internal sealed record ListSAMLProvidersResponse(IReadOnlyList<SamlProviderEntry> SAMLProviderList);

internal sealed record SamlProviderEntry(string Arn, DateTimeOffset ValidUntil, DateTimeOffset CreateDate);

/// <summary>The account's SAML providers, all at once. AWS: API_ListSAMLProviders.</summary>
[Operation<IamApi>]
internal sealed class ListSAMLProviders(ISamlProviderStore providers) : IOperation<ListSAMLProvidersRequest, ListSAMLProvidersResponse>
{
    public static Access Requires(ListSAMLProvidersRequest request, Caller caller) => Access.On(IamArns.All(caller, "saml-provider"));

    public async ValueTask<ListSAMLProvidersResponse> HandleAsync(ListSAMLProvidersRequest request, Caller caller, CancellationToken ct) => new(
    [
        .. (await providers.ListAsync(caller.Account, ct))
            .Select(provider => new SamlProviderEntry(provider.Arn, provider.ValidUntil.ToSeconds(), provider.CreatedAt.ToSeconds())),
    ]);
}
