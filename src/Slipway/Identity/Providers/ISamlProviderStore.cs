namespace Slipway.Identity.Providers;

/// <summary>SAML providers. Each method is one transaction; what returned is durable. Must pass SamlProviderStoreContract.</summary>
internal interface ISamlProviderStore
{
    ValueTask<Addition> AddAsync(SamlProvider provider, CancellationToken ct);

    /// <returns>null when there is no such provider.</returns>
    ValueTask<SamlProvider?> FindAsync(string arn, CancellationToken ct);

    /// <summary>At most <see cref="SamlProvider.MostOfAccount"/>, in the order of their ARNs, without their documents.</summary>
    ValueTask<IReadOnlyList<SamlProvider>> ListAsync(string account, CancellationToken ct);

    /// <param name="change">Makes the new provider of the present one; what it throws undoes everything. Account, name, uuid and time of creation stay.</param>
    /// <returns>The provider as it is now; null when there is none.</returns>
    ValueTask<SamlProvider?> ChangeAsync(string arn, Func<SamlProvider, SamlProvider> change, CancellationToken ct);

    /// <returns>false when there is no such provider.</returns>
    ValueTask<bool> DeleteAsync(string arn, CancellationToken ct);
}
