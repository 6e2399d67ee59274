using System.Text.RegularExpressions;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr;

/// <summary>A resource tag; the only members of ECR's model that are capitalized.</summary>
internal sealed partial record TagShape([Wire("Key")] string Key, [Wire("Value")] string Value)
{
    /// <summary>Of one repository.</summary>
    public const int MostTags = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <exception cref="AwsError">A key or value that AWS does not take, or a key twice.</exception>
    public static TagSet ToSet(IReadOnlyList<TagShape>? tags)
    {
        if (tags is null or { Count: 0 }) return TagSet.Empty;
        foreach (var tag in tags)
        {
            RefuseKey(tag.Key);
            if (tag.Value.Length > LongestValue || !Characters().IsMatch(tag.Value))
                throw EcrErrors.InvalidTag($"the tag value '{tag.Value}' is not valid: at most {LongestValue} letters, digits, spaces and _.:/=+-@");
        }

        var set = new TagSet(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
        return set.Count == tags.Count ? set : throw EcrErrors.InvalidTag("a tag key may be given only once");
    }

    public static IReadOnlyList<TagShape> Of(TagSet tags) => [.. tags.Select(tag => new TagShape(tag.Key, tag.Value))];

    /// <summary>For <see cref="Access.WithRequestTags"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>>? Pairs(IReadOnlyList<TagShape>? tags) =>
        tags?.Select(tag => KeyValuePair.Create(tag.Key, tag.Value));

    public static void RefuseKey(string key)
    {
        if (key.Length is 0 or > LongestKey || !Characters().IsMatch(key))
            throw EcrErrors.InvalidTag($"the tag key '{key}' is not valid: 1 to {LongestKey} letters, digits, spaces and _.:/=+-@");
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            throw EcrErrors.InvalidTag($"the tag key '{key}' is not valid: keys that begin with aws: are reserved for system use");
    }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Characters();
}
