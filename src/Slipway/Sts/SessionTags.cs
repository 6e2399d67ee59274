using Slipway.Wire;

namespace Slipway.Sts;

/// <summary>The tags of a new session: those that are passed, and those that the calling session hands down.</summary>
/// <param name="Transitive">Keys that go on to the next session of a chain.</param>
internal sealed record SessionTags(IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyList<string> Transitive)
{
    /// <summary>Of one request ("Things to know about session tags" in IAM's user guide).</summary>
    private const int MostTags = 50;

    private static readonly StringComparer Keys = StringComparer.OrdinalIgnoreCase;

    /// <param name="passed">Within the bounds of the model.</param>
    /// <param name="caller">The calling session; null for long-term keys.</param>
    /// <exception cref="AwsError"/>
    public static SessionTags Of(IReadOnlyList<KeyValuePair<string, string>> passed, IReadOnlyList<string> transitive, Session? caller)
    {
        var keys = passed.Select(tag => tag.Key).ToHashSet(Keys);
        if (keys.Count != passed.Count || transitive.Distinct(Keys).Count() != transitive.Count) throw StsErrors.DuplicateTags();
        if (passed.Count > MostTags) throw StsErrors.TooManyTags(MostTags);
        if (keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))) throw StsErrors.ReservedTag();
        if (!transitive.All(keys.Contains)) throw StsErrors.TransitiveTagNotPassed();

        var handedDown = (caller?.Tags ?? []).Where(tag => caller!.TransitiveTagKeys.Contains(tag.Key, Keys)).ToList();
        if (handedDown.Any(tag => keys.Contains(tag.Key))) throw StsErrors.TransitiveTagConflict();
        return new([.. handedDown, .. passed], [.. handedDown.Select(tag => tag.Key), .. transitive]);
    }
}
