using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events;

/// <summary>A tag (API_Tag).</summary>
internal sealed record TagShape([Length(1, 128)] string Key, [Length(0, 256)] string Value)
{
    /// <summary>Of one rule or event bus.</summary>
    public const int Most = 50;

    /// <exception cref="AwsError">A key twice, or one of AWS's own.</exception>
    public static TagSet ToSet(IReadOnlyList<TagShape>? tags)
    {
        if (tags is null or { Count: 0 }) return TagSet.Empty;
        if (tags.FirstOrDefault(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } reserved)
            throw EventsErrors.InvalidParameter("Tags", $"The tag key {reserved.Key} begins with aws:, which is reserved.");
        var set = new TagSet(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        return set.Count == tags.Count ? Checked(set) : throw EventsErrors.InvalidParameter("Tags", "A tag key is given more than once.");
    }

    /// <exception cref="AwsError">More than there may be.</exception>
    public static TagSet Checked(TagSet tags) => tags.Count <= Most ? tags : throw EventsErrors.QuotaExceeded();

    public static IReadOnlyList<TagShape> Of(TagSet tags) => [.. tags.Select(tag => new TagShape(tag.Key, tag.Value))];

    /// <summary>For <see cref="Access.WithRequestTags"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>>? Pairs(IReadOnlyList<TagShape>? tags) =>
        tags?.Select(tag => KeyValuePair.Create(tag.Key, tag.Value));
}
