using Slipway.Registry;
using Slipway.Registry.PullThrough;

namespace Slipway.Ecr.Referrers;

/// <summary>Pages of referrers of several types, and of one status.</summary>
internal sealed class ReferrerPages(IImageStore images)
{
    // Of a status that few have, most referrers are passed over: a page ends early, even empty, instead of reading on for ever.
    private const int MostRead = 1000;

    // Annotations are as large as their pushers like.
    private const long MostCharacters = 2 << 20;

    public async ValueTask<(IReadOnlyList<Referrer> Found, Digest? Next)> ReadAsync(ReferrerQuery query, Digest? after, int limit, CancellationToken ct)
    {
        List<Referrer> found = [];
        var characters = 0L;
        for (var read = 0; read < MostRead;)
        {
            var (items, hasMore) = await NextAsync(query, after, limit, ct);
            foreach (var referrer in items)
            {
                // The first one goes out however large it is, or the listing would never end.
                if (found.Count == limit || (found.Count > 0 && characters > MostCharacters)) return (found, after);
                after = referrer.Digest;
                if (!query.IsWanted(referrer)) continue;
                found.Add(referrer);
                characters += referrer.Annotations.Sum(static annotation => annotation.Key.Length + (long)annotation.Value.Length);
            }

            if (!hasMore) return (found, null);
            if (found.Count == limit) return (found, after);
            read += items.Count;
        }

        return (found, after);
    }

    /// <summary>The next ones of any of the types, in the order of their digests: what one type has after the end of another's page is left for later.</summary>
    private async ValueTask<(List<Referrer> Items, bool HasMore)> NextAsync(ReferrerQuery query, Digest? after, int limit, CancellationToken ct)
    {
        var listing = new MergedReferrers(images, query.RepositoryId, query.Subject, query.Upstream);
        List<Referrer> items = [];
        Digest? bound = null;
        foreach (var type in query.Types)
        {
            var page = await listing.ListAsync(type, after, limit, ct);
            items.AddRange(page.Items);
            if (page.HasMore && (bound is not { } known || Compare(page.Items[^1].Digest, known) < 0)) bound = page.Items[^1].Digest;
        }

        items.Sort(static (one, other) => Compare(one.Digest, other.Digest));
        if (bound is not { } last) return (items, false);
        items.RemoveAll(referrer => Compare(referrer.Digest, last) > 0);
        return (items, true);
    }

    private static int Compare(Digest one, Digest other) => string.CompareOrdinal(one.ToString(), other.ToString());
}

/// <summary>What refers to an image, and of that what is wanted.</summary>
internal sealed record ReferrerQuery(long RepositoryId, Digest Subject, ListImageReferrersFilter? Filter)
{
    /// <summary>What the repository's upstream has, in the order of their digests.</summary>
    public IReadOnlyList<Referrer> Upstream { get; init; } = [];

    /// <summary>One null stands for all.</summary>
    public IReadOnlyList<string?> Types { get; } = Filter?.ArtifactTypes is { Count: > 0 } types ? [.. types.Distinct()] : [null];

    public bool IsWanted(Referrer referrer) => Filter?.ArtifactStatus switch
    {
        null or ArtifactStatusFilter.Active => referrer.Status is ImageStatus.Active,
        ArtifactStatusFilter.Archived => referrer.Status is ImageStatus.Archived,
        ArtifactStatusFilter.Activating => referrer.Status is ImageStatus.Activating,
        _ => true,
    };
}
