using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Tags;

/// <summary>A tag of a root, organizational unit, account or policy (API_Tag).</summary>
internal sealed record TagShape(
    [Length(1, TagShape.LongestKey)] [Pattern(TagShape.TextPattern)] string Key,
    [Length(0, 256)] [Pattern(TagShape.TextPattern)] string Value)
{
    public const string TextPattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

    public const int LongestKey = 128;

    /// <summary>Of one resource.</summary>
    private const int MostTags = 50;

    /// <exception cref="AwsError">A key twice, one of AWS's own, or too many.</exception>
    public static TagSet ToSet(IReadOnlyList<TagShape>? tags)
    {
        var set = new TagSet((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        if (set.Count < (tags?.Count ?? 0)) throw OrganizationsErrors.DuplicateTagKey();
        RefuseSystemKeys(set.Select(tag => tag.Key));
        return Merge(TagSet.Empty, set);
    }

    /// <exception cref="AwsError">More than there may be.</exception>
    public static TagSet Merge(TagSet tags, TagSet added) =>
        tags.Merge(added) is { Count: <= MostTags } merged ? merged : throw OrganizationsErrors.TooManyTags();

    /// <exception cref="AwsError">A key of AWS's own.</exception>
    public static void RefuseSystemKeys(IEnumerable<string> keys)
    {
        if (keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))) throw OrganizationsErrors.SystemTag();
    }

    /// <summary>For <see cref="Access.WithRequestTags"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>>? Pairs(IReadOnlyList<TagShape>? tags) =>
        tags?.Select(tag => KeyValuePair.Create(tag.Key, tag.Value));
}
