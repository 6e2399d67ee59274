using Slipway.Kernel;
using Slipway.Registry.Creation;

namespace Slipway.Registry;

/// <summary>Repositories. Each method is one transaction; what returned is durable. Must pass RepositoryStoreContract.</summary>
public interface IRepositoryStore
{
    /// <returns>The repository with its id; null when the name is taken.</returns>
    ValueTask<Repository?> TryAddAsync(Repository repository, CancellationToken ct);

    /// <summary>The same with policies that the repository has from its first moment on; no decision is remembered that was made before.</summary>
    /// <returns>The repository with its id; null when the name is taken.</returns>
    ValueTask<Repository?> TryAddAsync(Repository repository, FirstPolicies policies, CancellationToken ct);

    /// <returns>null when absent.</returns>
    ValueTask<Repository?> FindAsync(RegistryScope registry, RepositoryName name, CancellationToken ct);

    /// <summary>In ordinal order of the names, those after <paramref name="after"/> (which need not exist). Costs follow the page.</summary>
    ValueTask<Page<Repository>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct);

    /// <summary>
    /// Takes the repository out of sight at once, at a cost that does not grow with it; its images and links are
    /// cleared away later by the collector. Without <paramref name="force"/> a repository that holds an image stays.
    /// </summary>
    ValueTask<RepositoryDeletion> DeleteAsync(RegistryScope registry, RepositoryName name, bool force, CancellationToken ct);

    /// <returns>The repository as it is now; null when absent.</returns>
    ValueTask<Repository?> SetTagRulesAsync(RegistryScope registry, RepositoryName name, TagRules rules, CancellationToken ct);

    /// <returns>The repository as it is now; null when absent.</returns>
    ValueTask<Repository?> SetScanOnPushAsync(RegistryScope registry, RepositoryName name, bool scanOnPush, CancellationToken ct);

    /// <summary>Replaces the resource tags by what <paramref name="change"/> makes of them, in one transaction.</summary>
    /// <returns>The repository as it is now; null when absent. An exception of <paramref name="change"/> changes nothing and comes through.</returns>
    ValueTask<Repository?> ChangeTagsAsync(RegistryScope registry, RepositoryName name, Func<TagSet, TagSet> change, CancellationToken ct);
}

/// <param name="Repository">What was deleted, or what stays because it is not empty; null when there was none.</param>
public readonly record struct RepositoryDeletion(Repository? Repository, bool IsDeleted)
{
    /// <summary>It stays because it is protected from deletion.</summary>
    public bool IsProtected { get; init; }
}
