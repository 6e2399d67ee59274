using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>What a policy does to an image, and why.</summary>
/// <param name="Action">null for an image that stays.</param>
/// <param name="RulePriority">Of the rule that the image belongs to; null for none.</param>
/// <param name="ShieldedFromRulePriorities">The rules that would have taken it, if a higher one had not claimed it; null for none.</param>
/// <param name="IndexDigest">The index that names it.</param>
/// <param name="SubjectManifestDigest">The image that it goes with.</param>
internal sealed record ExplainedImage(
    string ImageDigest,
    IReadOnlyList<string>? ImageTags,
    DateTimeOffset ImagePushedAt,
    StorageClass StorageClass,
    LifecyclePolicyRuleAction? Action,
    ExplainedReason Reason,
    string Explanation,
    int? RulePriority,
    IReadOnlyList<int>? ShieldedFromRulePriorities,
    string? IndexDigest,
    string? SubjectManifestDigest)
{
    public static ExplainedImage Of(LifecycleImage image, LifecycleVerdict verdict)
    {
        var isShielded = verdict.ShieldedFrom.Count > 0 && verdict.Reason is not LifecycleReason.Taken;
        var reason = isShielded ? ExplainedReason.ShieldedByRule : Enum.Parse<ExplainedReason>(verdict.Reason.ToString());
        return new(
            image.Digest.ToString(),
            image.Tags.Count > 0 ? image.Tags : null,
            image.PushedAt,
            image.StorageClass,
            verdict.Reason is LifecycleReason.Taken ? LifecyclePolicyRuleAction.Of(verdict.Rule!.Action) : null,
            reason,
            Sentence(image, verdict, isShielded),
            verdict.Rule?.Priority,
            verdict.ShieldedFrom.Count > 0 ? [.. verdict.ShieldedFrom.Select(rule => rule.Priority)] : null,
            image.Index?.ToString(),
            image.Subject?.ToString());
    }

    private static string Sentence(LifecycleImage image, LifecycleVerdict verdict, bool isShielded)
    {
        var rule = verdict.Rule;
        return verdict.Reason switch
        {
            LifecycleReason.Taken => $"Rule {rule!.Priority} takes it",
            LifecycleReason.ChildOfIndex => $"It stays as long as the index {image.Index} names it",
            LifecycleReason.ReferrerOfSubject => $"It goes with {image.Subject}, which it refers to",
            LifecycleReason.Activating => "It is on its way back from the archive",
            LifecycleReason.NoRuleMatches => "No rule matches it",
            _ when isShielded => $"It belongs to rule {rule!.Priority}, which spares it, and shields it from rule {verdict.ShieldedFrom[0].Priority}, which would take it",
            LifecycleReason.WithinCount => $"It is one of the newest {rule!.Selection.CountNumber} that rule {rule.Priority} keeps",
            _ => $"It is not older than the {rule!.Selection.CountNumber} days of rule {rule.Priority}",
        };
    }
}

internal enum ExplainedReason
{
    Taken,
    ShieldedByRule,
    WithinCount,
    TooYoung,
    ChildOfIndex,
    ReferrerOfSubject,
    Activating,
    NoRuleMatches,
}
