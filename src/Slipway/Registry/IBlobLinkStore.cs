namespace Slipway.Registry;

/// <summary>
/// Which repository holds which blob. Bytes are shared, visibility is not: a blob pushed to one repository does not
/// exist in another until it is mounted there. Each method is one transaction. Must pass BlobLinkStoreContract.
/// </summary>
public interface IBlobLinkStore
{
    /// <returns>null when this repository does not hold the blob.</returns>
    ValueTask<BlobLink?> FindAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>The domain (<see cref="BlobName"/>) of a repository's blobs; it never changes.</summary>
    /// <returns>null when there is no such repository.</returns>
    ValueTask<long?> FindDomainAsync(long repositoryId, CancellationToken ct);

    /// <summary>Several at once; absent ones are left out of the answer.</summary>
    ValueTask<IReadOnlyList<BlobLink>> FindAllAsync(long repositoryId, IReadOnlyCollection<Digest> digests, CancellationToken ct);

    /// <summary>Makes a blob, whose bytes are durable already, visible in a repository. Linking twice renews the link's time.</summary>
    /// <returns>false when the repository is gone.</returns>
    /// <exception cref="Quotas.StorageQuotaException">There is no room for it; also of <see cref="MountAsync"/>.</exception>
    ValueTask<bool> LinkAsync(long repositoryId, Digest digest, long size, DateTimeOffset at, CancellationToken ct);

    /// <summary>Links a blob of one repository into another, if it is still there.</summary>
    /// <returns>false when the source does not hold it, either repository is gone, or they are encrypted differently.</returns>
    ValueTask<bool> MountAsync(long fromRepositoryId, long toRepositoryId, Digest digest, DateTimeOffset at, CancellationToken ct);

    /// <summary>Repositories of a registry that hold a blob of a domain, for a mount without <c>from</c>; at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Repository>> FindHoldersAsync(RegistryScope registry, BlobName name, int limit, CancellationToken ct);

    /// <summary>Removes a blob from a repository unless an image there needs it.</summary>
    ValueTask<BlobUnlink> UnlinkAsync(long repositoryId, Digest digest, CancellationToken ct);
}

/// <param name="MediaType">As an image of the repository states it; null while none refers to it.</param>
/// <param name="IsReferenced">An image of the repository refers to it.</param>
public sealed record BlobLink(long RepositoryId, Digest Digest, long Size, string? MediaType, bool IsReferenced)
{
    /// <summary>That of the repository.</summary>
    public long Domain { get; init; }

    /// <summary>All images of the repository that need it are in the archive: its bytes are, or soon will be, in cold storage.</summary>
    public bool IsArchived { get; init; }

    public BlobName Name => new(Domain, Digest);
}

public enum BlobUnlink
{
    Unlinked,
    NotFound,

    /// <summary>An image still needs it; it stays.</summary>
    Referenced,
}
