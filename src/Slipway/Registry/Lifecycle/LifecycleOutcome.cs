using System.Numerics;

namespace Slipway.Registry.Lifecycle;

/// <summary>What a policy does, image by image.</summary>
public sealed class LifecycleOutcome
{
    private readonly LifecyclePolicy policy;
    private readonly List<LifecycleEvaluation.Entry> entries;
    private readonly DateTimeOffset now;
    private Dictionary<long, int>? places;

    internal LifecycleOutcome(LifecyclePolicy policy, List<LifecycleEvaluation.Entry> entries, DateTimeOffset now) =>
        (this.policy, this.entries, this.now) = (policy, entries, now);

    /// <summary>How many images were looked at.</summary>
    public int Count => entries.Count;

    /// <summary>What is taken, oldest first.</summary>
    public IEnumerable<LifecycleChoice> Choices
    {
        get
        {
            for (var place = entries.Count - 1; place >= 0; place--)
                if (entries[place].IsTaken) yield return ChoiceOf(entries[place]);
        }
    }

    /// <summary>Why an image is taken or spared.</summary>
    /// <returns>null for an image that was not looked at.</returns>
    public LifecycleVerdict? Explain(long imageId)
    {
        if (places is null)
        {
            places = new(entries.Count);
            for (var place = 0; place < entries.Count; place++) places[entries[place].Id] = place;
        }

        return places.TryGetValue(imageId, out var found) ? VerdictOn(entries[found]) : null;
    }

    private LifecycleVerdict VerdictOn(LifecycleEvaluation.Entry entry)
    {
        if (entry.Identified == 0) return new(entry.Reason, null, []);
        var rule = RuleOf(entry.Own);
        var reason = entry.IsTaken ? LifecycleReason.Taken
            : rule.Selection.CountType is LifecycleCount.ImageCountMoreThan ? LifecycleReason.WithinCount
            : LifecycleReason.TooYoung;
        List<LifecycleRule> shielded = [];
        for (var rest = entry.Due & ~entry.Own; rest != 0; rest &= rest - 1) shielded.Add(RuleOf(rest & (ulong)-(long)rest));
        return new(reason, rule, shielded);
    }

    private LifecycleChoice ChoiceOf(LifecycleEvaluation.Entry entry)
    {
        var rule = RuleOf(entry.Own);
        DateTimeOffset? pulledBefore = rule.Selection.CountType is LifecycleCount.SinceImagePulled ? now - TimeSpan.FromDays(rule.Selection.CountNumber) : null;
        return new(entry.Id, entry.Stamp, rule.Priority, rule.Action, pulledBefore);
    }

    private LifecycleRule RuleOf(ulong bit) => policy.Rules[BitOperations.TrailingZeroCount(bit)];
}

/// <param name="Rule">The one that it belongs to: it took the image, or spared it from those below. null for none.</param>
/// <param name="ShieldedFrom">The rules below that would have taken it.</param>
public sealed record LifecycleVerdict(LifecycleReason Reason, LifecycleRule? Rule, IReadOnlyList<LifecycleRule> ShieldedFrom);

public enum LifecycleReason
{
    Taken,

    /// <summary>Among the newest that its rule keeps.</summary>
    WithinCount,

    TooYoung,
    ChildOfIndex,
    ReferrerOfSubject,

    /// <summary>On its way back from the archive.</summary>
    Activating,

    NoRuleMatches,
}
