namespace Slipway.Registry;

/// <summary>
/// Frees what nothing refers to any more, while pushes and pulls go on. The order is such that a crash between any two
/// steps loses nothing and leaves only what the next pass finds again: first rows, then links, then the knowledge of a
/// blob, and its bytes last. See docs/decisions on online collection.
/// </summary>
internal sealed class GarbageCollector(
    ICollectorStore store,
    IBlobStore blobs,
    BlobLocks locks,
    BlobClaims claims,
    CollectionGate gate,
    CollectorOptions options,
    TimeProvider clock)
{
    private const int Batch = 500;

    // Several deletions share one commit of the store; more than these would only push others aside.
    private const int AtOnce = 16;

    // A layer flows while its bytes keep coming. One upload abandoned a day must not keep a repository's litter for ever.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // An upload that is older than its lifetime and still held belongs to a sender that is slow, not gone.
    private static readonly TimeSpan PatienceWithUploads = TimeSpan.FromSeconds(1);

    /// <summary>One pass. A second one waits for the first.</summary>
    /// <param name="sweep">Also look at every file for orphans: needed after a crash, and costs a listing of the store.</param>
    public async ValueTask<CollectionReport> RunAsync(bool sweep, CancellationToken ct)
    {
        using var closed = await gate.CloseAsync(ct);
        var since = clock.GetUtcNow() - options.GracePeriod;
        var referrers = await RepeatAsync(() => store.DeleteOrphanedReferrersAsync(since, Batch, ct));
        var rows = await RepeatAsync(() => store.ClearDeletedAsync(Batch, ct));
        var links = await RemoveLinksAsync(since, ct);
        var (deleted, freed) = await DeleteBlobsAsync(ct);
        var (expired, freedByUploads) = await ExpireUploadsAsync(ct);
        var (swept, freedBySweep) = sweep ? await SweepAsync(ct) : (0, 0);
        claims.Prune(since);
        return new(referrers, rows, links, deleted, swept, expired, freed + freedByUploads + freedBySweep);
    }

    private static async ValueTask<int> RepeatAsync(Func<ValueTask<int>> step)
    {
        var total = 0;
        while (await step() is > 0 and var count) total += count;
        return total;
    }

    private async ValueTask<int> RemoveLinksAsync(DateTimeOffset since, CancellationToken ct)
    {
        var paused = clock.GetUtcNow() - LongestPause;
        var busy = await BusyRepositoriesAsync(since > paused ? since : paused, ct);
        var removed = 0;
        LinkKey? after = null;
        while (await store.ListUnreferencedLinksAsync(since, after, Batch, ct) is { Count: > 0 } page)
        {
            removed += await RemoveLinksAsync([.. page.Where(link => !busy.Contains(link.RepositoryId) && claims.TryCondemn(link, since))], since, ct);
            after = page[^1];
        }

        return removed;
    }

    private async ValueTask<int> RemoveLinksAsync(List<LinkKey> condemned, DateTimeOffset since, CancellationToken ct)
    {
        try
        {
            return condemned.Count == 0 ? 0 : await store.RemoveLinksAsync(condemned, since, ct);
        }
        finally
        {
            foreach (var link in condemned) claims.Bury(link);
        }
    }

    /// <summary>Repositories into which a layer is flowing: the image it belongs to may have others that are older than the grace period.</summary>
    private async ValueTask<HashSet<long>> BusyRepositoriesAsync(DateTimeOffset since, CancellationToken ct)
    {
        HashSet<long> busy = [];
        await foreach (var upload in blobs.ListUploadsAsync(ct))
            if (upload.WrittenAt >= since) busy.Add(upload.Key.RepositoryId);
        return busy;
    }

    private async ValueTask<(int Count, long Bytes)> DeleteBlobsAsync(CancellationToken ct)
    {
        var (count, bytes) = (0, 0L);
        while (await store.ListUnlinkedBlobsAsync(Batch, ct) is { Count: > 0 } page)
        {
            await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (name, token) =>
            {
                if (await DeleteBlobAsync(name, token) is not { } length) return;
                Interlocked.Increment(ref count);
                Interlocked.Add(ref bytes, length);
            });
        }

        return (count, bytes);
    }

    /// <returns>Bytes freed; null when the blob is in use after all, or had no bytes.</returns>
    private async ValueTask<long?> DeleteBlobAsync(BlobName name, CancellationToken ct)
    {
        using var held = await locks.TakeAsync(name.Digest, ct);
        var length = await blobs.FindAsync(name, ct);
        if (!await store.TryForgetBlobAsync(name, ct)) return null;
        return await blobs.DeleteAsync(name, ct) ? length : null;
    }

    private async ValueTask<(int Count, long Bytes)> ExpireUploadsAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - options.UploadLifetime;
        var (count, bytes) = (0, 0L);
        await foreach (var stale in blobs.ListUploadsAsync(ct))
        {
            if (stale.WrittenAt >= before || !await TryExpireAsync(stale, ct)) continue;
            count++;
            bytes += stale.Length;
        }

        return (count, bytes);
    }

    private async ValueTask<bool> TryExpireAsync(StaleUpload stale, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(PatienceWithUploads, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await using var upload = await blobs.OpenUploadAsync(stale.Key, either.Token);
            if (upload is null || upload.Length != stale.Length) return false;
            await upload.AbortAsync(ct);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask<(int Count, long Bytes)> SweepAsync(CancellationToken ct)
    {
        var (count, bytes) = (0, 0L);
        await foreach (var (known, stored) in BlobJoin.JoinAsync(store.ListBlobsAsync(ct), blobs.ListAsync(ct)))
        {
            // What a push has published since the database was asked is known by the time its lock is free.
            if (known is not null || await DeleteBlobAsync(stored!.Name, ct) is not { } length) continue;
            count++;
            bytes += length;
        }

        return (count, bytes);
    }
}
