using Slipway.Kernel;

namespace Slipway.Registry.Search;

/// <summary>What is sought in a registry, and in which order it is told. Bounds are inclusive; null asks for nothing.</summary>
public sealed record ImageSearch(RegistryScope Registry, ImageOrder Order, bool IsDescending)
{
    /// <summary>With <c>*</c> for any run of characters; so too <see cref="TagPattern"/>.</summary>
    public string? RepositoryPattern { get; init; }

    public string? TagPattern { get; init; }

    /// <summary>With or without the algorithm in front.</summary>
    public string? DigestPrefix { get; init; }

    public TagStatus TagStatus { get; init; }

    public ImageStatus? Status { get; init; }

    public string? MediaType { get; init; }

    public string? ArtifactType { get; init; }

    public long? MinSize { get; init; }

    public long? MaxSize { get; init; }

    public DateTimeOffset? PushedAfter { get; init; }

    public DateTimeOffset? PushedBefore { get; init; }

    public DateTimeOffset? PulledAfter { get; init; }

    /// <summary>Images that never were pulled are before any time.</summary>
    public DateTimeOffset? PulledBefore { get; init; }

    /// <summary>The bounds of what it is ordered by; beyond them nothing needs to be read.</summary>
    public (long First, long Last) KeyRange => Order switch
    {
        ImageOrder.Pushed => (Milliseconds(PushedAfter) ?? 0, Milliseconds(PushedBefore) ?? long.MaxValue),
        ImageOrder.Size => (MinSize ?? 0, MaxSize ?? long.MaxValue),
        ImageOrder.Pulled => (Milliseconds(PulledAfter) ?? 0, Milliseconds(PulledBefore) ?? long.MaxValue),
        _ => (0, long.MaxValue),
    };

    public bool MatchesRepository(RepositoryName name) => RepositoryPattern is null || Wildcard.Matches(RepositoryPattern, name.ToString());

    /// <summary>Everything but its repository and its tags.</summary>
    public bool MatchesImage(Image image) =>
        (DigestPrefix is null || image.Digest.ToString().StartsWith(DigestPrefix, StringComparison.Ordinal) || image.Digest.Hex.StartsWith(DigestPrefix, StringComparison.Ordinal))
        && (Status is null || image.Status == Status)
        && (MediaType is null || image.MediaType == MediaType)
        && (ArtifactType is null || image.ArtifactType == ArtifactType || image.ConfigMediaType == ArtifactType)
        && (MinSize is null || image.SizeInBytes >= MinSize)
        && (MaxSize is null || image.SizeInBytes <= MaxSize)
        && (PushedAfter is null || image.PushedAt >= PushedAfter)
        && (PushedBefore is null || image.PushedAt <= PushedBefore)
        && (PulledAfter is null || image.LastPulledAt >= PulledAfter)
        && (PulledBefore is null || image.LastPulledAt is null || image.LastPulledAt <= PulledBefore);

    public bool MatchesTags(IReadOnlyList<ImageTag> tags) =>
        (TagPattern is null || tags.Any(tag => Wildcard.Matches(TagPattern, tag.ToString())))
        && TagStatus switch
        {
            TagStatus.Tagged => tags.Count > 0,
            TagStatus.Untagged => tags.Count == 0,
            _ => true,
        };

    private static long? Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();
}

public enum ImageOrder
{
    /// <summary>Of the repository, then the digest.</summary>
    Name,
    Pushed,
    Size,

    /// <summary>The last pull; images that never were pulled come first, or descending last.</summary>
    Pulled,
}
