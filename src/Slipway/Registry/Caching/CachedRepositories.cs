using Slipway.Kernel;
using Slipway.Registry.Creation;

namespace Slipway.Registry.Caching;

/// <summary>
/// The repositories, with those that are asked for kept in memory, absent ones too: every request of the data plane
/// begins with this look-up. All writes must come through here.
/// </summary>
public sealed class CachedRepositories(IRepositoryStore store) : IRepositoryStore
{
    // Some 20,000 repositories without tags.
    private const long Budget = 16 << 20;

    private readonly LinearizableCache<Key, Repository?> cache = new(Budget);

    /// <summary>Raised with the id of each repository that was deleted, before that is acknowledged: for caches of what it held.</summary>
    public event Action<long>? Deleted;

    public ValueTask<Repository?> FindAsync(RegistryScope registry, RepositoryName name, CancellationToken ct) =>
        cache.TryGet(new(registry, name), scope: 0, out var known) ? new(known) : ReadAsync(new(registry, name), ct);

    public ValueTask<Page<Repository>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct) =>
        store.ListAsync(registry, after, limit, ct);

    public async ValueTask<Repository?> TryAddAsync(Repository repository, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(repository.Registry, repository.Name));
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        return await store.TryAddAsync(repository, CancellationToken.None);
    }

    public async ValueTask<Repository?> TryAddAsync(Repository repository, FirstPolicies policies, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(repository.Registry, repository.Name));
        return await store.TryAddAsync(repository, policies, CancellationToken.None);
    }

    public async ValueTask<RepositoryDeletion> DeleteAsync(RegistryScope registry, RepositoryName name, bool force, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(registry, name));
        var deletion = await store.DeleteAsync(registry, name, force, CancellationToken.None);
        if (deletion is { IsDeleted: true, Repository: { } deleted }) Deleted?.Invoke(deleted.Id);
        return deletion;
    }

    public async ValueTask<Repository?> SetTagRulesAsync(RegistryScope registry, RepositoryName name, TagRules rules, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(registry, name));
        return await store.SetTagRulesAsync(registry, name, rules, CancellationToken.None);
    }

    public async ValueTask<Repository?> SetScanOnPushAsync(RegistryScope registry, RepositoryName name, bool scanOnPush, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(registry, name));
        return await store.SetScanOnPushAsync(registry, name, scanOnPush, CancellationToken.None);
    }

    public async ValueTask<Repository?> ChangeTagsAsync(RegistryScope registry, RepositoryName name, Func<TagSet, TagSet> change, CancellationToken ct)
    {
        using var fence = cache.Write(new Key(registry, name));
        return await store.ChangeTagsAsync(registry, name, change, CancellationToken.None);
    }

    /// <summary>For what changes a repository without coming through here: from before the write until it is disposed, nothing of it is remembered.</summary>
    internal IDisposable Changing(RegistryScope registry, RepositoryName name) => cache.Write(new Key(registry, name));

    private async ValueTask<Repository?> ReadAsync(Key key, CancellationToken ct)
    {
        var ticket = cache.Begin(key, scope: 0);
        var found = await store.FindAsync(key.Registry, key.Name, ct);
        cache.Offer(key, scope: 0, ticket, found, CostOf(key, found));
        return found;
    }

    private static long CostOf(Key key, Repository? repository) =>
        400 + (key.Name.ToString().Length * 2) + (repository is null ? 0 : 300 + repository.Tags.Sum(tag => 100 + ((tag.Key.Length + tag.Value.Length) * 2)));

    private readonly record struct Key(RegistryScope Registry, RepositoryName Name);
}
