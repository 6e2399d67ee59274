using Slipway.Registry.Journal;

namespace Slipway.Registry.RecycleBin;

/// <param name="Days">Those that count: the repository's own, else the registry's.</param>
public sealed record RepositoryRetention(int Days, bool IsInherited);

/// <summary>A deleted image, as it was.</summary>
/// <param name="Tags">Those that went with it.</param>
/// <param name="Origin">Who deleted it.</param>
public sealed record RecycledImage(
    Digest Digest,
    string MediaType,
    long SizeInBytes,
    IReadOnlyList<ImageTag> Tags,
    DateTimeOffset PushedAt,
    DateTimeOffset DeletedAt,
    DateTimeOffset ExpiresAt,
    ChangeOrigin Origin);

/// <param name="Id">Of several of one name each has another.</param>
public sealed record RecycledRepository(long Id, RegistryScope Registry, RepositoryName Name, DateTimeOffset CreatedAt, DateTimeOffset DeletedAt, DateTimeOffset ExpiresAt);

/// <summary>How a restoration ended.</summary>
/// <param name="Images">What was put back, the image that was asked for among them.</param>
/// <param name="Missing">With <see cref="ImageRestorationStatus.PartsMissing"/>: the images that it names and that are neither there nor in the bin.</param>
public sealed record ImageRestoration(ImageRestorationStatus Status, IReadOnlyList<RestoredImage> Images, IReadOnlyList<Digest> Missing)
{
    /// <summary>With <see cref="ImageRestorationStatus.TagsDiffer"/>: those that would come back beside the allowed ones.</summary>
    public IReadOnlyList<ImageTag> Tags { get; init; } = [];
}

/// <param name="TakenTags">Tags that it had, and that point to another image now.</param>
public sealed record RestoredImage(Digest Digest, IReadOnlyList<ImageTag> Tags, IReadOnlyList<ImageTag> TakenTags);

public enum ImageRestorationStatus
{
    Restored,
    NotFound,
    PartsMissing,

    /// <summary>Tags would come back that were not allowed.</summary>
    TagsDiffer,

    /// <summary>It names more images than are restored at once.</summary>
    TooMany,
}
