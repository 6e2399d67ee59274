using System.Globalization;

namespace Slipway.Registry.Search;

/// <summary>Places in a search as text, which a page's token carries.</summary>
internal static class SearchPlaces
{
    public static string Of(SearchPosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.Key} {position.Id}");

    public static string Of(FoundImage image) => Of(image.Repository, image.Image.Digest);

    /// <param name="digest">null after a repository's last image.</param>
    public static string Of(RepositoryName name, Digest? digest) => $"{name} {digest}";

    public static SearchPosition? ReadKey(string? position)
    {
        if (position is null) return null;
        var space = position.IndexOf(' ', StringComparison.Ordinal);
        return new(long.Parse(position.AsSpan(0, space), CultureInfo.InvariantCulture), long.Parse(position.AsSpan(space + 1), CultureInfo.InvariantCulture));
    }

    public static (RepositoryName? Name, Digest? Digest) ReadName(string? position)
    {
        if (position is null) return (null, null);
        var space = position.IndexOf(' ', StringComparison.Ordinal);
        return (
            RepositoryName.TryParse(position[..space], out var name) ? name : null,
            space + 1 < position.Length ? Digest.Parse(position[(space + 1)..]) : null);
    }
}
