using Slipway.Kernel;

namespace Slipway.Registry.Archiving;

/// <summary>
/// Moves a layer into cold storage. In this order, so that a crash between any two steps loses nothing: packs, then the
/// rows that name their chunks, then the layer is called cold, and its file goes last. Nobody can have been told that it
/// is there: links are condemned as the collector does it, and what was promised to a push waits.
/// </summary>
internal sealed class LayerFreezer(IArchiveStore store, IBlobStore blobs, BlobLocks locks, BlobClaims claims, CollectorOptions options, IIdSource ids, TimeProvider clock)
{
    // A config costs less where it is.
    private const long Smallest = ChunkCutter.Shortest;

    /// <summary>Deals with one entry of the queue.</summary>
    /// <returns>Whether the layer is cold now.</returns>
    public async ValueTask<bool> FreezeAsync(ArchivedBlob blob, CancellationToken ct)
    {
        var holders = blob.Size < Smallest ? null : await store.FindFreezableHoldersAsync(blob.Id, ct);
        if (holders is null)
        {
            // Whatever has it grow cold later notes it again.
            await store.FinishAsync(ArchiveTask.Freeze, blob.Id, ct);
            return false;
        }

        if (IsClaimed(blob, holders))
        {
            await store.PostponeAsync(ArchiveTask.Freeze, blob.Id, clock.GetUtcNow() + options.GracePeriod, ct);
            return false;
        }

        await store.BeginFreezingAsync(blob.Id, clock.GetUtcNow(), ct);
        if (!await TryPackAsync(blob, ct) || !await TryMakeColdAsync(blob, ct))
        {
            await store.PostponeAsync(ArchiveTask.Freeze, blob.Id, clock.GetUtcNow() + options.GracePeriod, ct);
            return false;
        }

        return true;
    }

    /// <summary>Deletes the file of a layer that is cold, if it still is.</summary>
    public async ValueTask DropAsync(ArchivedBlob blob, CancellationToken ct)
    {
        using var hold = await locks.TakeAsync(blob.Name.Digest, ct);
        await DropHeldAsync(blob, ct);
    }

    /// <returns>false when its bytes are not there.</returns>
    private async ValueTask<bool> TryPackAsync(ArchivedBlob blob, CancellationToken ct)
    {
        await using var content = await blobs.OpenAsync(blob.Name, blob.Size, ct);
        if (content is null) return false;
        await using var packs = new PackWriter(store, blobs, locks, ids, blob);
        var window = new byte[2 * ChunkCutter.Longest];
        var (filled, offset) = (0, 0L);
        while (true)
        {
            while (filled < ChunkCutter.Longest && await content.ReadAsync(offset, window.AsMemory(filled), ct) is > 0 and var read)
            {
                filled += read;
                offset += read;
            }

            if (filled == 0) break;
            var length = ChunkCutter.Cut(window.AsSpan(0, filled));
            await packs.AddAsync(window.AsMemory(0, length), ct);
            filled -= length;
            window.AsSpan(length, filled).CopyTo(window);
        }

        await packs.EndAsync(ct);
        return offset == blob.Size;
    }

    private async ValueTask<bool> TryMakeColdAsync(ArchivedBlob blob, CancellationToken ct)
    {
        using var hold = await locks.TakeAsync(blob.Name.Digest, ct);
        if (await store.FindFreezableHoldersAsync(blob.Id, ct) is not { } holders) return false;
        List<LinkKey> condemned = [];
        try
        {
            foreach (var link in holders.Select(repository => new LinkKey(repository, blob.Name.Digest)))
            {
                if (!claims.TryCondemn(link, clock.GetUtcNow() - options.GracePeriod)) return false;
                condemned.Add(link);
            }

            if (!await store.TryMakeColdAsync(blob, clock.GetUtcNow(), ct)) return false;
            await DropHeldAsync(blob, ct);
            return true;
        }
        finally
        {
            foreach (var link in condemned) claims.Bury(link);
        }
    }

    private async ValueTask DropHeldAsync(ArchivedBlob blob, CancellationToken ct)
    {
        if (await store.IsColdAsync(blob, ct)) await blobs.DeleteAsync(blob.Name, ct);
        await store.FinishAsync(ArchiveTask.Drop, blob.Id, ct);
    }

    // Asked before the work is done, and once more when it is.
    private bool IsClaimed(ArchivedBlob blob, IReadOnlyList<long> holders)
    {
        foreach (var link in holders.Select(repository => new LinkKey(repository, blob.Name.Digest)))
        {
            if (!claims.TryCondemn(link, clock.GetUtcNow() - options.GracePeriod)) return true;
            claims.Bury(link);
        }

        return false;
    }
}
