namespace Slipway.Registry.Protection;

/// <summary>
/// What of a repository may not be deleted. The stores of repositories and images obey it in the transaction of each
/// deletion. Each method is one transaction; what returned is durable. Must pass ProtectionStoreContract.
/// </summary>
public interface IProtectionStore
{
    /// <returns>null when the repository is gone.</returns>
    ValueTask<DeletionProtection?> FindAsync(long repositoryId, CancellationToken ct);

    /// <returns>false when the repository is gone.</returns>
    ValueTask<bool> PutAsync(long repositoryId, DeletionProtection protection, CancellationToken ct);
}

public enum DeletionProtection
{
    None,

    /// <summary>The repository itself cannot be deleted, by force neither; its images can.</summary>
    Repository,

    /// <summary>Nor can its images and tags, by anybody: API, registry clients, lifecycle policies. Tags still move as its rules allow.</summary>
    RepositoryAndImages,
}
