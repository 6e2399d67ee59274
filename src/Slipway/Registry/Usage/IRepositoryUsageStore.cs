namespace Slipway.Registry.Usage;

/// <summary>
/// What a repository holds, in figures. A read costs what the repository has of images and layers, so it is for reports. Must
/// pass RepositoryUsageStoreContract.
/// </summary>
public interface IRepositoryUsageStore
{
    /// <returns>null when the repository is gone.</returns>
    ValueTask<RepositoryUsage?> FindAsync(long repositoryId, CancellationToken ct);
}

/// <param name="LogicalBytes">The sizes of all images added up, as if they shared nothing; an index counts nothing beside its images.</param>
/// <param name="HeldBytes">What its quota is held against.</param>
/// <param name="UniqueBytes">Of layers and configs that no other repository holds: what would be free without it.</param>
/// <param name="SharedBytes">Of those that others hold too.</param>
/// <param name="RecycledBytes">The sizes of the images in its recycle bin added up.</param>
public sealed record RepositoryUsage(
    long Images,
    long Tags,
    long LogicalBytes,
    long HeldBytes,
    long UniqueBytes,
    long SharedBytes,
    long RecycledImages,
    long RecycledBytes,
    DateTimeOffset? LastPushedAt,
    DateTimeOffset? LastPulledAt);
