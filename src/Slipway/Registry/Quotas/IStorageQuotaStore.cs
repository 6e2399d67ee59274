using Slipway.Kernel;

namespace Slipway.Registry.Quotas;

/// <summary>
/// How many bytes a repository and a whole registry hold, and may hold. What is held are the blobs that a repository is
/// linked to and its manifests, with what its recycle bin keeps; a blob of two repositories counts in both. The stores of
/// links and images keep the counts in the transaction of each change, and throw <see cref="StorageQuotaException"/>
/// there, so that pushes side by side cannot exceed a quota together. Each method is one transaction; what returned is
/// durable. Must pass StorageQuotaStoreContract.
/// </summary>
public interface IStorageQuotaStore
{
    ValueTask<StorageUse> FindAsync(RegistryScope registry, CancellationToken ct);

    /// <returns>null when the repository is gone.</returns>
    ValueTask<StorageUse?> FindAsync(long repositoryId, CancellationToken ct);

    /// <param name="mostBytes">null lifts the quota. One below what is held refuses every further push, and deletes nothing.</param>
    ValueTask PutAsync(RegistryScope registry, long? mostBytes, CancellationToken ct);

    /// <inheritdoc cref="PutAsync(RegistryScope, long?, CancellationToken)"/>
    /// <returns>false when the repository is gone.</returns>
    ValueTask<bool> PutAsync(long repositoryId, long? mostBytes, CancellationToken ct);

    /// <summary>Repositories that have a quota of their own, by name. Costs follow the page.</summary>
    ValueTask<Page<RepositoryQuota>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct);

    /// <summary>Whether there is a quota of the repository or of its registry. false for a repository that was never there.</summary>
    ValueTask<bool> IsBoundAsync(long repositoryId, CancellationToken ct);

    /// <summary>Whether so many bytes would be refused at this moment, for those who have not sent them yet.</summary>
    /// <returns>null when they would not.</returns>
    ValueTask<StorageQuotaException?> RefusalOfAsync(long repositoryId, long bytes, CancellationToken ct);
}

/// <param name="MostBytes">The quota; null for none.</param>
public sealed record StorageUse(long HeldBytes, long? MostBytes);

public sealed record RepositoryQuota(RepositoryName Repository, StorageUse Use);
