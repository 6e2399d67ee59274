using System.Numerics;
using System.Runtime.InteropServices;

namespace Slipway.Registry.Lifecycle;

/// <summary>
/// What a policy does to the images of a repository ("Lifecycle policy evaluation rules"): a function of the policy, the
/// images and the time, in whatever order the images come. It keeps 48 bytes of each.
/// <para>
/// All rules identify images among all of them, then act in their order. An image belongs to the first rule that identifies
/// it, whether that rule takes it or not. Images of an index and referrers belong to none: they go after their index, and
/// with their subject.
/// </para>
/// </summary>
public sealed class LifecycleEvaluation(LifecyclePolicy policy, DateTimeOffset now)
{
    private readonly List<Entry> entries = [];

    public static LifecycleOutcome Of(LifecyclePolicy policy, IEnumerable<LifecycleImage> images, DateTimeOffset now)
    {
        var evaluation = new LifecycleEvaluation(policy, now);
        foreach (var image in images) evaluation.Add(image);
        return evaluation.Decide();
    }

    public void Add(LifecycleImage image)
    {
        var (identified, due) = (0UL, 0UL);
        if (image is { Index: null, Subject: null } && image.Status is not ImageStatus.Activating)
        {
            for (var rule = 0; rule < policy.Rules.Count; rule++)
            {
                var selection = policy.Rules[rule].Selection;
                if (!Identifies(selection, image)) continue;
                identified |= 1UL << rule;
                if (selection.CountType is not LifecycleCount.ImageCountMoreThan && IsOlder(selection, image)) due |= 1UL << rule;
            }
        }

        entries.Add(new(image.Id, image.Stamp(), AgeOf(image).ToUnixTimeMilliseconds(), identified, due, image));
    }

    public LifecycleOutcome Decide()
    {
        // Newest first; what came at the same time is told apart by the order of its arrival.
        entries.Sort(static (one, other) => other.At.CompareTo(one.At) is not 0 and var byTime ? byTime : other.Id.CompareTo(one.Id));
        var counts = new int[policy.Rules.Count];
        foreach (ref var entry in CollectionsMarshal.AsSpan(entries))
        {
            for (var rest = entry.Identified; rest != 0; rest &= rest - 1)
            {
                var rule = BitOperations.TrailingZeroCount(rest);
                var selection = policy.Rules[rule].Selection;
                if (selection.CountType is LifecycleCount.ImageCountMoreThan && ++counts[rule] > selection.CountNumber) entry.Due |= 1UL << rule;
            }
        }

        return new(policy, entries, now);
    }

    private static bool Identifies(LifecycleSelection selection, LifecycleImage image)
    {
        if (selection.StorageClass is StorageClass.Archive != image.Status is ImageStatus.Archived) return false;
        return selection.TagStatus switch
        {
            TagStatus.Any => true,
            TagStatus.Untagged => image.Tags.Count == 0,
            _ => image.Tags.Count > 0 && selection.Patterns.All(pattern => image.Tags.Any(tag => pattern.Matches(tag))),
        };
    }

    private bool IsOlder(LifecycleSelection selection, LifecycleImage image)
    {
        var since = selection.CountType switch
        {
            LifecycleCount.SinceImagePushed => AgeOf(image),
            LifecycleCount.SinceImageTransitioned => image.LastArchivedAt ?? AgeOf(image),
            // Coming back from the archive counts as a use.
            _ => image.LastPulledAt is { } pulled && pulled > AgeOf(image) ? pulled : AgeOf(image),
        };
        return (now - since).TotalDays > selection.CountNumber;
    }

    private static DateTimeOffset AgeOf(LifecycleImage image) => image.LastActivatedAt ?? image.PushedAt;

    /// <param name="Identified">A bit for each rule, the first rule's lowest.</param>
    /// <param name="Due">The rules that would take it if it were theirs.</param>
    internal record struct Entry(long Id, ulong Stamp, long At, ulong Identified, ulong Due, LifecycleReason Reason)
    {
        public Entry(long id, ulong stamp, long at, ulong identified, ulong due, LifecycleImage image)
            : this(id, stamp, at, identified, due, ReasonOf(image))
        {
        }

        /// <summary>The bit of the rule that it belongs to; 0 for none.</summary>
        public readonly ulong Own => Identified & (ulong)-(long)Identified;

        public readonly bool IsTaken => (Due & Own) != 0;

        private static LifecycleReason ReasonOf(LifecycleImage image) =>
            image.Index is not null ? LifecycleReason.ChildOfIndex
            : image.Subject is not null ? LifecycleReason.ReferrerOfSubject
            : image.Status is ImageStatus.Activating ? LifecycleReason.Activating
            : LifecycleReason.NoRuleMatches;
    }
}
