using Slipway.Kernel;
using Slipway.Registry.Quotas;

namespace Slipway.Registry.Caching;

/// <summary>
/// The quotas, with it kept in memory which repositories none binds: most, and each step of a push asks. All writes must
/// come through here.
/// </summary>
public sealed class CachedQuotas(IStorageQuotaStore store) : IStorageQuotaStore
{
    // Some 20,000 repositories.
    private const long Budget = 4 << 20;
    private const long Cost = 200;

    private readonly LinearizableCache<long, bool> bound = new(Budget);

    public ValueTask<StorageUse> FindAsync(RegistryScope registry, CancellationToken ct) => store.FindAsync(registry, ct);

    public ValueTask<StorageUse?> FindAsync(long repositoryId, CancellationToken ct) => store.FindAsync(repositoryId, ct);

    public async ValueTask PutAsync(RegistryScope registry, long? mostBytes, CancellationToken ct)
    {
        using var fence = bound.WriteAll();
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        await store.PutAsync(registry, mostBytes, CancellationToken.None);
    }

    public async ValueTask<bool> PutAsync(long repositoryId, long? mostBytes, CancellationToken ct)
    {
        using var fence = bound.Write(repositoryId);
        return await store.PutAsync(repositoryId, mostBytes, CancellationToken.None);
    }

    public ValueTask<Page<RepositoryQuota>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct) =>
        store.ListAsync(registry, after, limit, ct);

    public async ValueTask<bool> IsBoundAsync(long repositoryId, CancellationToken ct)
    {
        if (bound.TryGet(repositoryId, scope: 0, out var known)) return known;
        var ticket = bound.Begin(repositoryId, scope: 0);
        var isBound = await store.IsBoundAsync(repositoryId, ct);
        bound.Offer(repositoryId, scope: 0, ticket, isBound, Cost);
        return isBound;
    }

    public ValueTask<StorageQuotaException?> RefusalOfAsync(long repositoryId, long bytes, CancellationToken ct) =>
        bound.TryGet(repositoryId, scope: 0, out var isBound) && !isBound ? default : AskAsync(repositoryId, bytes, ct);

    private async ValueTask<StorageQuotaException?> AskAsync(long repositoryId, long bytes, CancellationToken ct) =>
        await IsBoundAsync(repositoryId, ct) ? await store.RefusalOfAsync(repositoryId, bytes, ct) : null;
}
