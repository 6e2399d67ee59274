using Slipway.Kernel;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;

namespace Slipway.Registry;

/// <summary>
/// Manifests and tags. Each method is one transaction; what returned is durable, and every change is in the journal. Must
/// pass ImageStoreContract.
/// A repository id of a deleted repository behaves as an empty repository, and refuses every write.
/// </summary>
public interface IImageStore
{
    /// <summary>
    /// Stores a manifest and, when given, its tag: checks in the same transaction that the repository, all required
    /// blobs and all children are there and that the tag may move. Nothing is stored unless all of it is.
    /// </summary>
    /// <exception cref="Quotas.StorageQuotaException">There is no room for it.</exception>
    ValueTask<ImagePut> PutAsync(NewImage image, CancellationToken ct);

    /// <returns>null when absent.</returns>
    ValueTask<Image?> FindAsync(long repositoryId, Reference reference, CancellationToken ct);

    /// <summary>The bytes behind the digest or tag of an active image.</summary>
    ValueTask<StoredManifest?> ReadManifestAsync(long repositoryId, Reference reference, CancellationToken ct);

    /// <summary>Of active images, in ordinal order, those after <paramref name="after"/> (which need not exist).</summary>
    ValueTask<Page<ImageTag>> ListTagsAsync(long repositoryId, ImageTag? after, int limit, CancellationToken ct);

    /// <summary>In order of the digests. Costs follow the page, whatever the filter.</summary>
    ValueTask<Page<Image>> ListImagesAsync(long repositoryId, ImageFilter filter, Digest? after, int limit, CancellationToken ct);

    /// <summary>One entry a tag, by digest and tag, then the untagged images by digest. Costs follow the page, whatever the filter.</summary>
    ValueTask<Page<ImageId>> ListImageIdsAsync(long repositoryId, ImageFilter filter, ImageId? after, int limit, CancellationToken ct);

    /// <summary>What lifecycle policies look at, of every image whatever its status, in order of the digests.</summary>
    ValueTask<Page<LifecycleImage>> ListForLifecycleAsync(long repositoryId, Digest? after, int limit, CancellationToken ct);

    /// <inheritdoc cref="ListForLifecycleAsync"/>
    /// <returns>One for each, in their order; null where it is gone.</returns>
    ValueTask<IReadOnlyList<LifecycleImage?>> ReadForLifecycleAsync(long repositoryId, IReadOnlyList<long> images, CancellationToken ct);

    /// <inheritdoc cref="ListForLifecycleAsync"/>
    /// <returns>null when absent.</returns>
    ValueTask<LifecycleImage?> FindForLifecycleAsync(long repositoryId, Reference reference, CancellationToken ct);

    /// <summary>
    /// In order of the digests; <paramref name="artifactType"/> filters when given. A page ends early, though never
    /// empty, where annotations are large.
    /// </summary>
    ValueTask<Page<Referrer>> ListReferrersAsync(long repositoryId, Digest subject, string? artifactType, Digest? after, int limit, CancellationToken ct);

    /// <summary>
    /// Removes a tag, and with <paramref name="deleteLast"/> also its image when that was its last tag. With
    /// <paramref name="expected"/> only when the tag points there.
    /// </summary>
    ValueTask<ImageDeletion> DeleteTagAsync(long repositoryId, ImageTag tag, Digest? expected, bool deleteLast, ChangeOrigin origin, CancellationToken ct);

    /// <summary>Removes an image and all its tags, unless an index in the repository still names it as a child.</summary>
    /// <param name="tags">The tags that may go with it: when it has others, nothing is removed. null for whatever there are.</param>
    ValueTask<ImageDeletion> DeleteImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? tags, ChangeOrigin origin, CancellationToken ct);

    /// <summary>
    /// Removes a tag from an image, with <paramref name="deleteLast"/> also the image when that was its last one; without a tag
    /// the image, when it has none. Only the image that was pushed at that very time, not one of the same digest that came since.
    /// </summary>
    ValueTask<ImageDeletion> DeleteCopyAsync(
        long repositoryId, Digest digest, DateTimeOffset pushedAt, ImageTag? tag, bool deleteLast, ChangeOrigin origin, CancellationToken ct);

    /// <summary>
    /// Sends an image to the archive, with the children that no other active index names and with its referrers, unless an
    /// index in the repository names it.
    /// </summary>
    ValueTask<ImageArchiving> ArchiveAsync(long repositoryId, Digest digest, ChangeOrigin origin, CancellationToken ct);

    /// <summary>Begins to bring an image back from the archive, with its children and referrers that are there too.</summary>
    ValueTask<ImageActivation> ActivateAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>
    /// Does what a lifecycle policy has selected, in one transaction: passes over images that are not as they were when they
    /// were selected, and does nothing at all once the policy has been replaced or removed.
    /// </summary>
    /// <param name="policyId">Of the policy, as its store knows it.</param>
    /// <returns>One for each; null when the policy is gone.</returns>
    ValueTask<IReadOnlyList<LifecycleDeed>?> ActAsync(long repositoryId, long policyId, IReadOnlyList<LifecycleChoice> choices, CancellationToken ct);

    /// <summary>Records pulls, in one transaction for all of them; unknown images are passed over.</summary>
    ValueTask RecordPullsAsync(IReadOnlyCollection<ImagePull> pulls, CancellationToken ct);
}

/// <summary>Which images a listing shows (API_ListImagesFilter).</summary>
public enum TagStatus
{
    Any,
    Tagged,
    Untagged,
}

/// <param name="Status">null for any.</param>
public readonly record struct ImageFilter(TagStatus TagStatus, ImageStatus? Status)
{
    /// <summary>Active images, as all listings show them that are not asked for others.</summary>
    public static implicit operator ImageFilter(TagStatus status) => new(status, ImageStatus.Active);
}

/// <summary>How it ended when an image was asked back from the archive.</summary>
/// <param name="Images">It, and all that come with it.</param>
public sealed record ImageActivation(ImageActivationStatus Status, IReadOnlyList<Digest> Images);

public enum ImageActivationStatus
{
    Activating,
    NotFound,

    /// <summary>It is active, or on its way.</summary>
    NotArchived,
}

/// <summary>How it ended when an image was sent to the archive.</summary>
/// <param name="Archived">It, and all that went with it.</param>
/// <param name="Parents">The indexes that name it.</param>
public sealed record ImageArchiving(ImageArchivingStatus Status, IReadOnlyList<Digest> Archived, IReadOnlyList<Digest> Parents);

public enum ImageArchivingStatus
{
    Archived,
    NotFound,

    /// <summary>It is in the archive, or on its way back.</summary>
    NotActive,

    ReferencedByIndex,
}

/// <summary>A manifest on its way into a repository.</summary>
/// <param name="Tag">null for a push by digest.</param>
/// <param name="Blobs">Config and layers.</param>
/// <param name="Children">The manifests that an index names.</param>
/// <param name="Annotations">Of the manifest, for the referrers API.</param>
/// <param name="SizeInBytes">Sum of config and layers; for an index the store takes its largest child instead.</param>
public sealed record NewImage(
    long RepositoryId,
    Digest Digest,
    ImageTag? Tag,
    string MediaType,
    ReadOnlyMemory<byte> Content,
    long SizeInBytes,
    string? ConfigMediaType,
    string? ArtifactType,
    Digest? Subject,
    IReadOnlyList<BlobReference> Blobs,
    IReadOnlyList<Digest> Children,
    IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset PushedAt)
{
    public ChangeOrigin Origin { get; init; }

    /// <summary>When this happens, for the journal; null for an image that is pushed now.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <param name="IsRequired">false for foreign layers, which need not be in the repository.</param>
public sealed record BlobReference(Digest Digest, string MediaType, long Size, bool IsRequired);

/// <summary>How a put ended.</summary>
/// <param name="Missing">The blobs or children that are not there, with the two statuses that say so.</param>
/// <param name="Replaced">The image that the tag pointed to before, when it was another.</param>
public sealed record ImagePut(ImagePutStatus Status, IReadOnlyList<Digest> Missing, Digest? Replaced)
{
    /// <summary>It was in the archive, and has come back with all its tags.</summary>
    public bool IsRestored { get; init; }
}

public enum ImagePutStatus
{
    /// <summary>Something changed: a new image, a new tag, or a moved one.</summary>
    Stored,

    /// <summary>Image and tag were there already, exactly so.</summary>
    Unchanged,

    RepositoryMissing,
    BlobsMissing,
    ChildrenMissing,

    /// <summary>The tag is there and its repository's rules forbid moving it.</summary>
    TagImmutable,
}

/// <summary>How a deletion ended.</summary>
/// <param name="Digest">The image that the tag pointed to, or that was to be deleted.</param>
/// <param name="Tags">The tags that went, or with <see cref="ImageDeletionStatus.TagsDiffer"/> all that it has.</param>
/// <param name="Parents">The indexes that still name it.</param>
public sealed record ImageDeletion(ImageDeletionStatus Status, Digest? Digest, IReadOnlyList<ImageTag> Tags, IReadOnlyList<Digest> Parents);

public enum ImageDeletionStatus
{
    /// <summary>The image itself is gone.</summary>
    ImageDeleted,

    /// <summary>Only the tag is gone; other tags, or the absence of <c>deleteLast</c>, keep the image.</summary>
    TagDeleted,

    NotFound,

    /// <summary>The tag points to another image than expected.</summary>
    DigestMismatch,

    /// <summary>The image has tags that were not to go with it.</summary>
    TagsDiffer,

    ReferencedByIndex,

    /// <summary>The repository's images and tags are protected from deletion.</summary>
    Protected,
}

public sealed record ImagePull(long RepositoryId, Digest Digest, DateTimeOffset At);
