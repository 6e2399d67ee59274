using Slipway.Registry.Caching;
using Slipway.Registry.Journal;

namespace Slipway.Registry.RecycleBin;

/// <summary>Restores images and repositories, with the caches and those who follow the journal told of it.</summary>
public sealed class Restorer(IRecycleBinStore store, CachedImages images, CachedRepositories repositories, ChangeSignal changes, TimeProvider clock)
{
    /// <inheritdoc cref="IRecycleBinStore.RestoreImageAsync"/>
    public async ValueTask<ImageRestoration> RestoreImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? allowed)
    {
        using var fence = images.Changing(repositoryId);
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        var restoration = await store.RestoreImageAsync(repositoryId, digest, allowed, clock.GetUtcNow(), CancellationToken.None);
        if (restoration.Status is ImageRestorationStatus.Restored) changes.Raise();
        return restoration;
    }

    /// <returns>The repository as it was; null when it is not in the bin any more, or its name is taken.</returns>
    public async ValueTask<Repository?> RestoreRepositoryAsync(RecycledRepository recycled)
    {
        using (repositories.Changing(recycled.Registry, recycled.Name))
        using (images.Changing(recycled.Id))
        {
            if (!await store.RestoreRepositoryAsync(recycled.Id, clock.GetUtcNow(), CancellationToken.None)) return null;
        }

        return await repositories.FindAsync(recycled.Registry, recycled.Name, CancellationToken.None);
    }
}
