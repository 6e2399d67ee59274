namespace Slipway.Registry.Caching;

/// <summary>
/// Which repository holds which blob, with the sizes of blobs that are asked for kept in memory. All writes must come
/// through here; what the collector removes it hears of through the claims.
/// </summary>
public sealed class CachedLinks : IBlobLinkStore
{
    // Some 80,000 links.
    private const long Budget = 32 << 20;
    private const long Cost = 400;

    private readonly LinearizableCache<LinkKey, BlobSize> cache = new(Budget);
    private readonly LinearizableCache<long, long> domains = new(Budget / 8);
    private readonly IBlobLinkStore store;

    public CachedLinks(IBlobLinkStore store, BlobClaims claims, CachedRepositories repositories)
    {
        this.store = store;
        // An address of GetDownloadUrlForLayer names its repository by the id, and must not outlive it.
        repositories.Deleted += id =>
        {
            cache.WriteScope(id).Dispose();
            domains.Write(id).Dispose();
        };
        claims.Removed += link => cache.Write(link).Dispose();
    }

    /// <summary>Name and size of a blob that a repository holds; a hot one costs no look-up in the store.</summary>
    /// <returns>null when this repository does not hold it.</returns>
    public ValueTask<BlobSize?> FindSizeAsync(long repositoryId, Digest digest, CancellationToken ct) =>
        cache.TryGet(new(repositoryId, digest), scope: repositoryId, out var size) ? new(size) : ReadSizeAsync(new(repositoryId, digest), ct);

    /// <summary>Always from the store: whether an image refers to a blob changes with every push.</summary>
    public ValueTask<BlobLink?> FindAsync(long repositoryId, Digest digest, CancellationToken ct) => store.FindAsync(repositoryId, digest, ct);

    /// <summary>A repository stays in its domain as long as it is there.</summary>
    public ValueTask<long?> FindDomainAsync(long repositoryId, CancellationToken ct) =>
        domains.TryGet(repositoryId, scope: 0, out var domain) ? new(domain) : ReadDomainAsync(repositoryId, ct);

    public ValueTask<IReadOnlyList<BlobLink>> FindAllAsync(long repositoryId, IReadOnlyCollection<Digest> digests, CancellationToken ct) =>
        store.FindAllAsync(repositoryId, digests, ct);

    public ValueTask<IReadOnlyList<Repository>> FindHoldersAsync(RegistryScope registry, BlobName name, int limit, CancellationToken ct) =>
        store.FindHoldersAsync(registry, name, limit, ct);

    // Only what is there is remembered, so making a link needs no fence. A write that has begun is seen to its end.
    public ValueTask<bool> LinkAsync(long repositoryId, Digest digest, long size, DateTimeOffset at, CancellationToken ct) =>
        store.LinkAsync(repositoryId, digest, size, at, CancellationToken.None);

    public ValueTask<bool> MountAsync(long fromRepositoryId, long toRepositoryId, Digest digest, DateTimeOffset at, CancellationToken ct) =>
        store.MountAsync(fromRepositoryId, toRepositoryId, digest, at, CancellationToken.None);

    public async ValueTask<BlobUnlink> UnlinkAsync(long repositoryId, Digest digest, CancellationToken ct)
    {
        using var fence = cache.Write(new LinkKey(repositoryId, digest));
        return await store.UnlinkAsync(repositoryId, digest, CancellationToken.None);
    }

    private async ValueTask<long?> ReadDomainAsync(long repositoryId, CancellationToken ct)
    {
        var ticket = domains.Begin(repositoryId, scope: 0);
        if (await store.FindDomainAsync(repositoryId, ct) is not { } domain) return null;
        domains.Offer(repositoryId, scope: 0, ticket, domain, Cost);
        return domain;
    }

    private async ValueTask<BlobSize?> ReadSizeAsync(LinkKey key, CancellationToken ct)
    {
        var ticket = cache.Begin(key, key.RepositoryId);
        if (await store.FindAsync(key.RepositoryId, key.Digest, ct) is not { } link) return null;
        var size = new BlobSize(link.Name, link.Size);
        cache.Offer(key, key.RepositoryId, ticket, size, Cost);
        return size;
    }
}

/// <summary>What a blob is stored under, and its bytes.</summary>
public readonly record struct BlobSize(BlobName Name, long Size);
