using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Search;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Search;

/// <summary>What is sought; bounds are inclusive, and <c>*</c> in patterns stands for any run of characters.</summary>
/// <param name="ImageDigest">The beginning of a digest, with or without the algorithm.</param>
/// <param name="ImageStatus">Active ones unless something else is asked for.</param>
internal sealed record SearchImagesFilter(
    [Length(1, 256)] string? RepositoryName,
    [Length(1, 256)] string? ImageTag,
    [Pattern("[a-z0-9]{1,16}(:[a-f0-9]{0,128})?|[a-f0-9]{1,128}")] string? ImageDigest,
    TagStatus? TagStatus,
    ImageStatusFilter? ImageStatus,
    [Length(1, 256)] string? ImageManifestMediaType,
    [Length(1, 256)] string? ArtifactMediaType,
    [Bounds(0, long.MaxValue)] long? MinSizeInBytes,
    [Bounds(0, long.MaxValue)] long? MaxSizeInBytes,
    DateTimeOffset? PushedAfter,
    DateTimeOffset? PushedBefore,
    DateTimeOffset? PulledAfter,
    DateTimeOffset? PulledBefore)
{
    public static SearchImagesFilter None { get; } = new(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public ImageSearch ToSearch(RegistryScope registry, ImageOrder order, bool isDescending) => new(registry, order, isDescending)
    {
        RepositoryPattern = RepositoryName,
        TagPattern = ImageTag,
        DigestPrefix = ImageDigest,
        TagStatus = TagStatus ?? Registry.TagStatus.Any,
        Status = (ImageStatus ?? ImageStatusFilter.Active).ToStatus(),
        MediaType = ImageManifestMediaType,
        ArtifactType = ArtifactMediaType,
        MinSize = MinSizeInBytes,
        MaxSize = MaxSizeInBytes,
        PushedAfter = PushedAfter,
        PushedBefore = PushedBefore,
        PulledAfter = PulledAfter,
        PulledBefore = PulledBefore,
    };
}

internal enum SortOrder
{
    Ascending,
    Descending,
}
