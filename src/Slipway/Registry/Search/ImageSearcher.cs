namespace Slipway.Registry.Search;

/// <summary>
/// Seeks images over all repositories of a registry that the caller may see. One call looks at a bounded number of images:
/// a page may hold fewer matches than were asked for, or none, and still say where to go on.
/// </summary>
public sealed class ImageSearcher(IImageSearchStore store, IRepositoryStore repositories, IImageStore images)
{
    /// <summary>Images, and repositories without any, that one call looks at.</summary>
    public const int MostRows = 10_000;

    // One read of the database; others get their turn between two.
    private const int Window = 1000;

    /// <param name="position">Where the page before ended; null for the first.</param>
    /// <param name="maySee">Asked once for each repository of a match.</param>
    public ValueTask<SearchPage> SearchAsync(ImageSearch search, string? position, int limit, Func<RepositoryName, ValueTask<bool>> maySee, CancellationToken ct)
    {
        var remembered = new Visibility(maySee);
        return search.Order is ImageOrder.Name ? ByNameAsync(search, position, limit, remembered, ct) : ByKeyAsync(search, position, limit, remembered, ct);
    }

    private async ValueTask<SearchPage> ByKeyAsync(ImageSearch search, string? position, int limit, Visibility visible, CancellationToken ct)
    {
        List<FoundImage> found = [];
        var at = SearchPlaces.ReadKey(position);
        for (var looked = 0; looked < MostRows; looked += Window)
        {
            var window = await store.ReadAsync(search, at, Window, ct);
            foreach (var match in window.Matches)
            {
                if (found.Count == limit) return new(found, SearchPlaces.Of(found[^1].Position));
                if (await visible.IsAsync(match.Repository)) found.Add(match);
            }

            if (window.Last is null) return new(found, null);
            at = window.Last;
        }

        return new(found, SearchPlaces.Of(at!.Value));
    }

    private async ValueTask<SearchPage> ByNameAsync(ImageSearch search, string? position, int limit, Visibility visible, CancellationToken ct)
    {
        List<FoundImage> found = [];
        var (name, digest) = SearchPlaces.ReadName(position);
        var looked = 0;
        // The repository in whose middle the page before ended comes first.
        var current = digest is null ? null : await repositories.FindAsync(search.Registry, name!.Value, ct);
        while (looked < MostRows)
        {
            if (current is null)
            {
                if ((await repositories.ListAsync(search.Registry, name, 1, ct)).Items is not [var next]) return new(found, null);
                (current, name, digest) = (next, next.Name, null);
                looked++;
            }

            if (!search.MatchesRepository(current.Name) || !await visible.IsAsync(current.Name))
            {
                (current, digest) = (null, null);
                continue;
            }

            var page = await images.ListImagesAsync(current.Id, new(search.TagStatus, search.Status), digest, Window, ct);
            looked += page.Items.Count;
            foreach (var image in page.Items)
            {
                if (found.Count == limit) return new(found, SearchPlaces.Of(found[^1]));
                if (search.MatchesImage(image) && search.MatchesTags(image.Tags)) found.Add(new(current.Name, image, default));
            }

            digest = page.HasMore ? page.Items[^1].Digest : null;
            if (!page.HasMore) current = null;
        }

        return new(found, SearchPlaces.Of(name!.Value, digest));
    }

    private sealed class Visibility(Func<RepositoryName, ValueTask<bool>> maySee)
    {
        private readonly Dictionary<RepositoryName, bool> known = [];

        public async ValueTask<bool> IsAsync(RepositoryName name) =>
            known.TryGetValue(name, out var isVisible) ? isVisible : known[name] = await maySee(name);
    }
}

/// <param name="Next">Where the next page begins; null after the last.</param>
public sealed record SearchPage(IReadOnlyList<FoundImage> Images, string? Next);
