namespace Slipway.Registry.Search;

/// <summary>
/// Reads the images of all registries in the order of a search, a window at a time, and says which of them match. Must
/// pass ImageSearchStoreContract.
/// </summary>
public interface IImageSearchStore
{
    /// <param name="search">In any order but <see cref="ImageOrder.Name"/>.</param>
    /// <param name="after">null for the first window.</param>
    /// <param name="rows">How many images are looked at, at most.</param>
    ValueTask<SearchWindow> ReadAsync(ImageSearch search, SearchPosition? after, int rows, CancellationToken ct);
}

/// <param name="Matches">In the order of the search.</param>
/// <param name="Last">The last image that was looked at, matching or not; null when no image follows that could match.</param>
public sealed record SearchWindow(IReadOnlyList<FoundImage> Matches, SearchPosition? Last);

/// <param name="Key">What the search is ordered by: milliseconds since 1970, or bytes.</param>
/// <param name="Id">Tells images of one key apart.</param>
public readonly record struct SearchPosition(long Key, long Id);

public sealed record FoundImage(RepositoryName Repository, Image Image, SearchPosition Position);
