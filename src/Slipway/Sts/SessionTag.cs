using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Sts;

/// <summary>A tag that is passed for a session (API_Tag). Keys differ by more than their case.</summary>
internal sealed record SessionTag(
    [Length(1, 128), Pattern(SessionTag.KeyPattern)] string Key,
    [Length(0, 256), Pattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]*")] string Value)
{
    public const string KeyPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

    /// <summary>In the form of <see cref="Session.Tags"/> and <see cref="Access.WithRequestTags"/>.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(IReadOnlyList<SessionTag>? tags) =>
        [.. (tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value))];
}
