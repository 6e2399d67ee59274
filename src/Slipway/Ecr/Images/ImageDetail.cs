using Slipway.Registry;

namespace Slipway.Ecr.Images;

/// <summary>What is known of an image (API_ImageDetail). Members without a value are left out.</summary>
// Departs: imageScanStatus and imageScanFindingsSummary are never there; AWS's own basic scanner no longer fills them either.
internal sealed record ImageDetail(
    string RegistryId,
    RepositoryName RepositoryName,
    string ImageDigest,
    IReadOnlyList<string>? ImageTags,
    long ImageSizeInBytes,
    DateTimeOffset ImagePushedAt,
    string ImageManifestMediaType,
    string? ArtifactMediaType,
    DateTimeOffset? LastRecordedPullTime,
    string? SubjectManifestDigest,
    ImageStatus ImageStatus,
    DateTimeOffset? LastArchivedAt,
    DateTimeOffset? LastActivatedAt)
{
    public static ImageDetail Of(Repository repository, Image image) => new(
        repository.Registry.Account,
        repository.Name,
        image.Digest.ToString(),
        image.Tags is { Count: > 0 } tags ? [.. tags.Select(tag => tag.ToString())] : null,
        image.SizeInBytes,
        image.PushedAt,
        image.MediaType,
        image.ConfigMediaType,
        image.LastPulledAt,
        image.Subject?.ToString(),
        image.Status,
        image.LastArchivedAt,
        image.LastActivatedAt);
}
