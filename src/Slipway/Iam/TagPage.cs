using System.Globalization;
using Slipway.Kernel;

namespace Slipway.Iam;

/// <summary>One page of a thing's tags, in the order of their keys, for the operations that list them.</summary>
internal sealed record TagPage(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker)
{
    // A key of 128 characters does not fit into a marker. Its beginning does, with the count of the tags that share it.
    private const int PrefixLength = 64;

    public static TagPage Of(TagSet tags, AskedPage asked)
    {
        var rest = asked.After is { } after ? Behind(tags, after) : tags;
        Page<KeyValuePair<string, string>> page = new([.. rest.Take(asked.Limit)], rest.Skip(asked.Limit).Any());
        return new(TagShape.Of(page.Items), page.HasMore, asked.MarkerAfter(page, tag => PlaceOf(tags, tag.Key)));
    }

    private static string PlaceOf(TagSet tags, string key) =>
        $"{tags.Count(tag => PrefixOf(tag.Key) == PrefixOf(key) && string.CompareOrdinal(tag.Key, key) <= 0)} {PrefixOf(key)}";

    private static IEnumerable<KeyValuePair<string, string>> Behind(TagSet tags, string place)
    {
        var space = place.IndexOf(' ', StringComparison.Ordinal);
        var (seen, prefix) = (int.Parse(place.AsSpan(0, space), CultureInfo.InvariantCulture), place[(space + 1)..]);
        return
        [
            .. tags.Where(tag => PrefixOf(tag.Key) == prefix).Skip(seen),
            .. tags.Where(tag => string.CompareOrdinal(PrefixOf(tag.Key), prefix) > 0),
        ];
    }

    private static string PrefixOf(string key) => key.Length <= PrefixLength ? key : key[..PrefixLength];
}
