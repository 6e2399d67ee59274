namespace Slipway.Identity.Providers;

/// <summary>OpenID Connect providers. Each method is one transaction; what returned is durable. Must pass OpenIdConnectProviderStoreContract.</summary>
internal interface IOpenIdConnectProviderStore
{
    ValueTask<Addition> AddAsync(OpenIdConnectProvider provider, CancellationToken ct);

    /// <returns>null when there is no such provider.</returns>
    ValueTask<OpenIdConnectProvider?> FindAsync(string arn, CancellationToken ct);

    /// <param name="url">The issuer without <c>https://</c>, exactly as it was registered.</param>
    ValueTask<OpenIdConnectProvider?> FindByUrlAsync(string account, string url, CancellationToken ct);

    /// <summary>At most <see cref="OpenIdConnectProvider.MostOfAccount"/>, in the order of their ARNs.</summary>
    ValueTask<IReadOnlyList<OpenIdConnectProvider>> ListAsync(string account, CancellationToken ct);

    /// <param name="change">Makes the new provider of the present one, by its client ids, thumbprints and tags; what it throws undoes everything.</param>
    /// <returns>The provider as it is now; null when there is none.</returns>
    ValueTask<OpenIdConnectProvider?> ChangeAsync(string arn, Func<OpenIdConnectProvider, OpenIdConnectProvider> change, CancellationToken ct);

    /// <returns>false when there is no such provider.</returns>
    ValueTask<bool> DeleteAsync(string arn, CancellationToken ct);
}
