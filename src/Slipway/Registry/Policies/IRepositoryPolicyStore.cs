namespace Slipway.Registry.Policies;

/// <summary>
/// The policies on repositories, by the repository's id: one of the same name that comes later has another, and no policy of
/// it. Each method is one transaction; what returned is durable, and no decision is remembered that was made before. Must
/// pass RepositoryPolicyStoreContract.
/// </summary>
public interface IRepositoryPolicyStore
{
    /// <returns>null when there is none. One that was deleted with its repository may be found until both are cleared away.</returns>
    ValueTask<AccessPolicy?> FindAsync(long repositoryId, CancellationToken ct);

    /// <summary>Puts a policy in the place of the one that there may be.</summary>
    /// <returns>false when the repository is deleted.</returns>
    ValueTask<bool> PutAsync(long repositoryId, AccessPolicy policy, DateTimeOffset at, CancellationToken ct);

    /// <returns>What was there; null when there was none.</returns>
    ValueTask<AccessPolicy?> DeleteAsync(long repositoryId, CancellationToken ct);
}
