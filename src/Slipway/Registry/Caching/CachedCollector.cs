namespace Slipway.Registry.Caching;

/// <summary>What the collector asks of the metadata, with the caches told of the images that it deletes.</summary>
public sealed class CachedCollector(ICollectorStore store, CachedImages images) : ICollectorStore
{
    public async ValueTask<int> DeleteOrphanedReferrersAsync(DateTimeOffset deletedBefore, int limit, CancellationToken ct)
    {
        var deleted = await store.DeleteOrphanedReferrersAsync(deletedBefore, limit, ct);
        // Nobody waits for these deletions, so it is enough that the cache forgets right after them.
        if (deleted > 0) images.ForgetAll();
        return deleted;
    }

    public ValueTask<IReadOnlyList<LinkKey>> ListUnreferencedLinksAsync(DateTimeOffset linkedBefore, LinkKey? after, int limit, CancellationToken ct) =>
        store.ListUnreferencedLinksAsync(linkedBefore, after, limit, ct);

    public ValueTask<int> RemoveLinksAsync(IReadOnlyCollection<LinkKey> links, DateTimeOffset linkedBefore, CancellationToken ct) =>
        store.RemoveLinksAsync(links, linkedBefore, ct);

    public ValueTask<IReadOnlyList<BlobName>> ListUnlinkedBlobsAsync(int limit, CancellationToken ct) => store.ListUnlinkedBlobsAsync(limit, ct);

    public ValueTask<bool> TryForgetBlobAsync(BlobName name, CancellationToken ct) => store.TryForgetBlobAsync(name, ct);

    public ValueTask<int> ClearDeletedAsync(int limit, CancellationToken ct) => store.ClearDeletedAsync(limit, ct);

    public IAsyncEnumerable<KnownBlob> ListBlobsAsync(CancellationToken ct) => store.ListBlobsAsync(ct);

    public IAsyncEnumerable<ListedManifest> ListManifestsAsync(CancellationToken ct) => store.ListManifestsAsync(ct);

    public IAsyncEnumerable<string> ListDanglingReferencesAsync(CancellationToken ct) => store.ListDanglingReferencesAsync(ct);
}
