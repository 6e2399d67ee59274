using Slipway.Registry;
using Slipway.Registry.Quotas;

namespace Slipway.Ecr.Quotas;

/// <param name="RepositoryName">null for the quota of the whole registry.</param>
/// <param name="MaxBytes">null where there is none.</param>
internal sealed record StorageQuotaShape(string RegistryId, RepositoryName? RepositoryName, long? MaxBytes, long HeldBytes)
{
    public static StorageQuotaShape Of(RegistryScope registry, RepositoryName? repository, StorageUse use) => new(registry.Account, repository, use.MostBytes, use.HeldBytes);
}
