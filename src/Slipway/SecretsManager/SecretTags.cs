using Slipway.Kernel;
using Slipway.Wire.Shapes;

namespace Slipway.SecretsManager;

/// <summary>A tag of a secret (API_Tag); the model requires neither of both.</summary>
internal sealed record SecretTag([Length(1, 128)] string? Key, [Length(0, 256)] string? Value)
{
    private const int Most = 50;

    /// <exception cref="Wire.AwsError">A key that is missing, given twice or reserved.</exception>
    public static TagSet ToSet(IReadOnlyList<SecretTag>? tags)
    {
        if (tags is null or { Count: 0 }) return TagSet.Empty;
        foreach (var tag in tags)
        {
            if (tag.Key is null) throw SecretsManagerErrors.InvalidParameter("A tag must have a key.");
            if (tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) throw SecretsManagerErrors.InvalidParameter("Tag keys that begin with aws: are reserved for system use.");
        }

        var set = new TagSet(Pairs(tags)!);
        return set.Count == tags.Count ? Bounded(set) : throw SecretsManagerErrors.InvalidParameter("A tag key may be given only once.");
    }

    public static TagSet Bounded(TagSet tags) =>
        tags.Count <= Most ? tags : throw SecretsManagerErrors.InvalidParameter($"A secret can have at most {Most} tags.");

    public static IReadOnlyList<SecretTag>? Of(TagSet tags) => tags.Count == 0 ? null : [.. tags.Select(tag => new SecretTag(tag.Key, tag.Value))];

    /// <summary>For <see cref="Wire.Access.WithRequestTags"/>.</summary>
    public static IEnumerable<KeyValuePair<string, string>>? Pairs(IReadOnlyList<SecretTag>? tags) =>
        tags?.Select(tag => KeyValuePair.Create(tag.Key ?? "", tag.Value ?? ""));
}
