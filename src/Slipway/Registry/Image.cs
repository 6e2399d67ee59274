namespace Slipway.Registry;

/// <summary>An image (any manifest: image, index or artifact) as it is stored in a repository, without its manifest's bytes.</summary>
/// <param name="MediaType">Of the manifest, without parameters stripped: as it was pushed.</param>
/// <param name="ManifestSize">Bytes of the manifest itself.</param>
/// <param name="SizeInBytes">What API_DescribeImages calls <c>imageSizeInBytes</c>.</param>
/// <param name="ConfigMediaType"><c>config.mediaType</c>; null for indexes. ECR's <c>artifactMediaType</c>.</param>
/// <param name="ArtifactType">What the referrers API filters by: <c>artifactType</c>, else the config's media type.</param>
/// <param name="Subject">The digest of the manifest that this one refers to.</param>
/// <param name="Tags">All tags that point here, in their order; empty when untagged.</param>
public sealed record Image(
    Digest Digest,
    string MediaType,
    long ManifestSize,
    long SizeInBytes,
    string? ConfigMediaType,
    string? ArtifactType,
    Digest? Subject,
    DateTimeOffset PushedAt,
    DateTimeOffset? LastPulledAt,
    IReadOnlyList<ImageTag> Tags)
{
    public ImageStatus Status { get; init; }

    /// <summary>null for an image that never was in the archive.</summary>
    public DateTimeOffset? LastArchivedAt { get; init; }

    /// <summary>When it last came back from the archive; null when it never did.</summary>
    public DateTimeOffset? LastActivatedAt { get; init; }
}

/// <summary>Where an image is (API_ImageDetail, <c>imageStatus</c>). Only active ones can be pulled.</summary>
public enum ImageStatus
{
    Active,
    Archived,

    /// <summary>On its way back from the archive.</summary>
    Activating,
}

/// <summary>A tag and what it points to, or an untagged image: one entry of API_ListImages.</summary>
public sealed record ImageId(Digest Digest, ImageTag? Tag);

/// <summary>A manifest with its bytes, exactly as they were pushed.</summary>
public sealed record StoredManifest(Digest Digest, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>One descriptor of the referrers API (distribution specification, "Listing Referrers").</summary>
public sealed record Referrer(Digest Digest, string MediaType, long Size, string? ArtifactType, IReadOnlyDictionary<string, string> Annotations)
{
    public ImageStatus Status { get; init; }
}
