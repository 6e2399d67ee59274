using Slipway.Kernel;

namespace Slipway.Registry.PullThrough;

/// <summary>What refers to an image in a repository, and beyond that at its upstream, as one listing in the order of the digests.</summary>
/// <param name="upstream">In the order of their digests.</param>
internal sealed class MergedReferrers(IImageStore images, long repositoryId, Digest subject, IReadOnlyList<Referrer> upstream)
{
    /// <inheritdoc cref="IImageStore.ListReferrersAsync"/>
    public async ValueTask<Page<Referrer>> ListAsync(string? artifactType, Digest? after, int limit, CancellationToken ct)
    {
        var page = await images.ListReferrersAsync(repositoryId, subject, artifactType, after, limit, ct);
        if (upstream.Count == 0) return page;
        // What lies past the end of this page belongs to the next one.
        Digest? end = page.HasMore ? page.Items[^1].Digest : null;
        var others = upstream.Where(referrer => (artifactType is null || referrer.ArtifactType == artifactType)
            && (after is not { } first || referrer.Digest.CompareTo(first) > 0) && (end is not { } last || referrer.Digest.CompareTo(last) < 0));
        // The repository's own come first: of a digest that is told twice, theirs stays.
        List<Referrer> merged = [.. page.Items.Concat(others.Take(limit + 1)).DistinctBy(static referrer => referrer.Digest).OrderBy(static referrer => referrer.Digest)];
        return merged.Count > limit ? new(merged[..limit], true) : new(merged, page.HasMore);
    }
}
