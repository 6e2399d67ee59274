namespace Slipway.Registry.Policies;

/// <summary>
/// The policies on whole registries, and the settings of accounts. Each method is one transaction; what returned is durable,
/// and no decision is remembered that was made before. Must pass RegistryPolicyStoreContract.
/// </summary>
public interface IRegistryPolicyStore
{
    /// <summary>The policy and the settings as they are at one moment.</summary>
    ValueTask<RegistryRules> FindAsync(RegistryScope registry, CancellationToken ct);

    /// <summary>Puts a policy in the place of the one that there may be.</summary>
    ValueTask PutPolicyAsync(RegistryScope registry, AccessPolicy policy, DateTimeOffset at, CancellationToken ct);

    /// <returns>What was there; null when there was none.</returns>
    ValueTask<AccessPolicy?> DeletePolicyAsync(RegistryScope registry, CancellationToken ct);

    /// <param name="value">One of <paramref name="setting"/>'s values.</param>
    ValueTask PutSettingAsync(RegistryScope registry, AccountSetting setting, string value, DateTimeOffset at, CancellationToken ct);
}
