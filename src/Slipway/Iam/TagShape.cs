using Slipway.Identity;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam;

/// <summary>A tag (API_Tag). Its key is kept as it was given, and is the same key in every case.</summary>
internal sealed record TagShape(
    [Length(1, TagShape.LongestKey)] [Pattern(TagShape.KeyPattern)] string Key,
    [Length(0, 256)] [Pattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")] string Value)
{
    public const string KeyPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

    public const int LongestKey = 128;

    /// <exception cref="AwsError">A key twice, or one of AWS's own.</exception>
    public static TagSet ToSet(IReadOnlyList<TagShape>? tags)
    {
        if (tags is null or { Count: 0 }) return TagSet.Empty;
        if (tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != tags.Count)
            throw IamErrors.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        if (tags.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw IamErrors.InvalidInput("aws: prefixed tag key names are not allowed for external use.");
        return new(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value)));
    }

    /// <summary>What is there with others added, or in the place of those with the same keys.</summary>
    /// <param name="quota">Such as <c>TagsPerUser</c>.</param>
    /// <exception cref="AwsError">More than there may be.</exception>
    public static TagSet Merge(TagSet tags, TagSet added, string quota) =>
        Without(tags, [.. added.Select(tag => tag.Key)]).Merge(added) is { Count: <= IamQuotas.Tags } merged
            ? merged
            : throw IamErrors.QuotaExceeded(quota, IamQuotas.Tags);

    /// <summary>What is there without these keys; those that are not there are passed over.</summary>
    public static TagSet Without(TagSet tags, IReadOnlyList<string> keys) =>
        new(tags.Where(tag => !keys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)));

    /// <returns>null where there are none: the member stays out of the answer.</returns>
    public static IReadOnlyList<TagShape>? OrNull(TagSet tags) => tags.Count == 0 ? null : Of(tags);

    public static IReadOnlyList<TagShape> Of(IEnumerable<KeyValuePair<string, string>> tags) => [.. tags.Select(tag => new TagShape(tag.Key, tag.Value))];

    /// <summary>For <see cref="Access.WithRequestTags"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>>? Pairs(IReadOnlyList<TagShape>? tags) =>
        tags?.Select(tag => KeyValuePair.Create(tag.Key, tag.Value));
}
