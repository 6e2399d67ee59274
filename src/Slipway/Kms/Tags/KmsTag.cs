using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Tags;

/// <summary>A tag of a key (API_Tag).</summary>
internal sealed record KmsTag([Length(1, 128)] string TagKey, [Length(0, 256)] string TagValue)
{
    /// <summary>Of one key.</summary>
    private const int MostTags = 50;

    public static IReadOnlyList<KmsTag> Of(TagSet tags) => [.. tags.Select(tag => new KmsTag(tag.Key, tag.Value))];

    /// <exception cref="AwsError">TagException; LimitExceededException.</exception>
    public static TagSet Merge(TagSet present, IReadOnlyList<KmsTag> tags)
    {
        if (tags.DistinctBy(tag => tag.TagKey, StringComparer.Ordinal).Count() != tags.Count) throw KmsErrors.InvalidTag("Duplicate tag keys");
        foreach (var tag in tags) CheckKey(tag.TagKey);
        var merged = present.Merge(tags.Select(tag => KeyValuePair.Create(tag.TagKey, tag.TagValue)));
        return merged.Count <= MostTags ? merged : throw new AwsError("LimitExceededException", $"A key cannot have more than {MostTags} tags");
    }

    /// <exception cref="AwsError">TagException.</exception>
    public static void CheckKey(string key)
    {
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw KmsErrors.InvalidTag("Tag keys that begin with aws: are reserved");
    }
}
