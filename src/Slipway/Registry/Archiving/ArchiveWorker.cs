using Microsoft.Extensions.Logging;
using Slipway.Registry.Caching;
using Slipway.Registry.Journal;
using Slipway.Workers;

namespace Slipway.Registry.Archiving;

/// <summary>
/// Works for the archive, one thing at a time: clears away what a crash or a push left behind, brings images back, and
/// moves the layers that only archived images need into cold storage.
/// </summary>
internal sealed partial class ArchiveWorker(
    IArchiveStore store, CachedImages cache, ChangeSignal changes, LayerFreezer freezer, LayerThawer thawer, ILeases leases, TimeProvider clock, ILogger<ArchiveWorker> log) : Worker(leases, clock, log)
{
    private const int Batch = 100, PiecesAtOnce = 2000;

    // A pack that is damaged, or a key that cannot be used, is not asked for again and again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock = clock;
    private readonly Dictionary<long, DateTimeOffset> failed = [];

    protected override string Name => "archive";

    protected override TimeSpan Period => TimeSpan.FromSeconds(5);

    protected override ValueTask RunOnceAsync(CancellationToken ct) => PassAsync(ct);

    internal async ValueTask PassAsync(CancellationToken ct)
    {
        await ClearAsync(ct);
        await ActivateAsync(ct);
        await FreezeAsync(ct);
    }

    private async ValueTask ClearAsync(CancellationToken ct)
    {
        foreach (var blob in await store.ListUnlinkedAsync(Batch, ct)) await store.MakeHotAsync(blob, clock.GetUtcNow(), ct);
        foreach (var blob in await store.ListDueAsync(ArchiveTask.Drop, clock.GetUtcNow(), Batch, ct)) await freezer.DropAsync(blob, ct);
        foreach (var blob in await store.ListReleasesAsync(clock.GetUtcNow(), Batch, ct))
        {
            while (await store.ReleasePiecesAsync(blob, PiecesAtOnce, ct) == PiecesAtOnce)
            {
            }
        }
    }

    private async ValueTask ActivateAsync(CancellationToken ct)
    {
        var after = 0L;
        while (await store.ListActivatingAsync(after, Batch, ct) is { Count: > 0 } images)
        {
            foreach (var image in images)
            {
                if (failed.TryGetValue(image.Id, out var again) && clock.GetUtcNow() < again) continue;
                failed.Remove(image.Id);
                try
                {
                    foreach (var blob in await store.ListColdBlobsAsync(image.Id, ct)) await thawer.ThawAsync(blob, ct);
                    using (cache.Changing(image.RepositoryId)) await store.TryActivateAsync(image.Id, clock.GetUtcNow(), CancellationToken.None);
                    changes.Raise();
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    failed[image.Id] = clock.GetUtcNow() + Patience;
                    ActivationFailed(log, image.Digest, fault);
                }
            }

            after = images[^1].Id;
        }
    }

    private async ValueTask FreezeAsync(CancellationToken ct)
    {
        var (count, bytes) = (0, 0L);
        while (await store.ListDueAsync(ArchiveTask.Freeze, clock.GetUtcNow(), Batch, ct) is { Count: > 0 } blobs)
        {
            foreach (var blob in blobs)
            {
                if (!await TryFreezeAsync(blob, ct)) continue;
                count++;
                bytes += blob.Size;
            }
        }

        if (count > 0) Frozen(log, count, bytes);
    }

    private async ValueTask<bool> TryFreezeAsync(ArchivedBlob blob, CancellationToken ct)
    {
        try
        {
            return await freezer.FreezeAsync(blob, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await store.PostponeAsync(ArchiveTask.Freeze, blob.Id, clock.GetUtcNow() + Patience, ct);
            FreezingFailed(log, blob.Name, fault);
            return false;
        }
    }

    [LoggerMessage(3301, LogLevel.Information, "Moved {Layers} layers ({Bytes} bytes) into cold storage")]
    private static partial void Frozen(ILogger log, int layers, long bytes);

    [LoggerMessage(3302, LogLevel.Error, "The layer {Layer} could not be moved into cold storage; it will be tried again")]
    private static partial void FreezingFailed(ILogger log, BlobName layer, Exception fault);

    [LoggerMessage(3303, LogLevel.Error, "The image {Image} could not be brought back from the archive; it will be tried again")]
    private static partial void ActivationFailed(ILogger log, Digest image, Exception fault);
}
