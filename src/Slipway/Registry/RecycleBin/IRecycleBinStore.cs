using Slipway.Kernel;

namespace Slipway.Registry.RecycleBin;

/// <summary>
/// Deleted images and repositories that can be restored until their time runs out. The stores of images and repositories
/// put them here in the transaction of the deletion, where a retention is set. An image's layers stay held by its
/// repository; a deleted repository keeps everything it had. Each method is one transaction; what returned is durable, and
/// restored images are in the journal. Must pass RecycleBinStoreContract.
/// </summary>
public interface IRecycleBinStore
{
    /// <returns>Days; 0 when nothing is kept.</returns>
    ValueTask<int> FindRetentionAsync(RegistryScope registry, CancellationToken ct);

    /// <returns>null when the repository is gone.</returns>
    ValueTask<RepositoryRetention?> FindRetentionAsync(long repositoryId, CancellationToken ct);

    /// <summary>Concerns what is deleted from now on.</summary>
    ValueTask PutRetentionAsync(RegistryScope registry, int days, CancellationToken ct);

    /// <param name="days">null to follow the registry.</param>
    /// <returns>false when the repository is gone.</returns>
    ValueTask<bool> PutRetentionAsync(long repositoryId, int? days, CancellationToken ct);

    /// <summary>In order of the digests. Costs follow the page.</summary>
    ValueTask<Page<RecycledImage>> ListImagesAsync(long repositoryId, Digest? after, int limit, CancellationToken ct);

    /// <summary>
    /// Puts an image back with the tags that are free, after the children that it names, and before its referrers, where
    /// those are in the bin too: all of them or none.
    /// </summary>
    /// <param name="allowed">The tags that may come back: with any other one nothing does. Null for all.</param>
    ValueTask<ImageRestoration> RestoreImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? allowed, DateTimeOffset now, CancellationToken ct);

    /// <returns>false when it is not in the bin.</returns>
    ValueTask<bool> PurgeImageAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>By name, and those of one name in the order of their deletion. Costs follow the page.</summary>
    ValueTask<Page<RecycledRepository>> ListRepositoriesAsync(RegistryScope registry, RecycledRepository? after, int limit, CancellationToken ct);

    /// <param name="id">null for the one of this name that was deleted last.</param>
    /// <returns>null when it is not in the bin.</returns>
    ValueTask<RecycledRepository?> FindRepositoryAsync(RegistryScope registry, RepositoryName name, long? id, CancellationToken ct);

    /// <returns>false when it is not in the bin any more, or its name is taken.</returns>
    ValueTask<bool> RestoreRepositoryAsync(long id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Leaves it to the collector.</summary>
    /// <returns>false when it is not in the bin.</returns>
    ValueTask<bool> PurgeRepositoryAsync(long id, CancellationToken ct);

    /// <summary>Lets go of what has expired, a batch at a time.</summary>
    /// <returns>How many images and repositories; 0 when there is nothing left.</returns>
    ValueTask<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken ct);
}
