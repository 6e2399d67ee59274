using FsCheck;
using FsCheck.Fluent;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Tests.Registry;

/// <summary>What holds for every policy and every repository.</summary>
public sealed class LifecycleProperties
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_order_of_the_images_does_not_matter() => Check((scene, policy) =>
        LifecycleEvaluation.Of(policy, scene, Now).Choices.SequenceEqual(LifecycleEvaluation.Of(policy, scene.Reverse(), Now).Choices));

    [Fact]
    public void A_rule_never_touches_what_a_higher_one_identifies() => Check((scene, policy) =>
        LifecycleEvaluation.Of(policy, scene, Now).Choices.All(choice => FirstOf(policy, scene.Single(image => image.Id == choice.ImageId))?.Priority == choice.RulePriority));

    [Fact]
    public void The_newest_that_a_rule_keeps_are_kept() => Check((scene, policy) =>
    {
        var taken = LifecycleEvaluation.Of(policy, scene, Now).Choices.Select(choice => choice.ImageId).ToHashSet();
        return policy.Rules.Where(rule => rule.Selection.CountType is LifecycleCount.ImageCountMoreThan).All(rule => scene
            .Where(image => Identifies(rule, image))
            .OrderByDescending(image => image.LastActivatedAt ?? image.PushedAt).ThenByDescending(image => image.Id)
            .Take(rule.Selection.CountNumber)
            .Where(image => FirstOf(policy, image) == rule)
            .All(image => !taken.Contains(image.Id)));
    });

    [Fact]
    public void A_count_rule_alone_leaves_no_more_than_it_says() => Check((scene, policy) =>
    {
        var rule = policy.Rules[0];
        if (rule.Selection.CountType is not LifecycleCount.ImageCountMoreThan) return true;
        var taken = LifecycleEvaluation.Of(policy, scene, Now).Choices.Select(choice => choice.ImageId).ToHashSet();
        return scene.Count(image => Identifies(rule, image) && !taken.Contains(image.Id)) <= rule.Selection.CountNumber;
    });

    [Fact]
    public void Images_of_an_index_and_referrers_stay() => Check((scene, policy) =>
        LifecycleEvaluation.Of(policy, scene, Now).Choices.Select(choice => scene.Single(image => image.Id == choice.ImageId)).All(image => image is { Index: null, Subject: null, Status: not ImageStatus.Activating }));

    [Fact]
    public void What_is_explained_is_what_is_done_oldest_first() => Check((scene, policy) =>
    {
        var outcome = LifecycleEvaluation.Of(policy, scene, Now);
        var explained = scene.Where(image => outcome.Explain(image.Id)!.Reason is LifecycleReason.Taken).OrderBy(image => image.LastActivatedAt ?? image.PushedAt).ThenBy(image => image.Id);
        return outcome.Choices.Select(choice => choice.ImageId).SequenceEqual(explained.Select(image => image.Id));
    });

    [Fact]
    public void A_second_run_over_what_is_left_takes_nothing() => Check((scene, policy) =>
    {
        var taken = LifecycleEvaluation.Of(policy, scene, Now).Choices.Select(choice => choice.ImageId).ToHashSet();
        return !LifecycleEvaluation.Of(policy, scene.Where(image => !taken.Contains(image.Id)), Now).Choices.Any();
    });

    // Told again, in the words of the documentation and without its shortcuts.
    private static bool Identifies(LifecycleRule rule, LifecycleImage image) =>
        image is { Index: null, Subject: null, Status: not ImageStatus.Activating }
        && (rule.Selection.StorageClass is StorageClass.Archive) == (image.Status is ImageStatus.Archived)
        && rule.Selection.TagStatus switch
        {
            TagStatus.Any => true,
            TagStatus.Untagged => image.Tags.Count == 0,
            _ => image.Tags.Count > 0 && rule.Selection.Patterns.All(pattern => image.Tags.Any(tag => tag.StartsWith(pattern.Text.TrimEnd('*'), StringComparison.Ordinal))),
        };

    private static LifecycleRule? FirstOf(LifecyclePolicy policy, LifecycleImage image) => policy.Rules.FirstOrDefault(rule => Identifies(rule, image));

    private static void Check(Func<LifecycleImage[], LifecyclePolicy, bool> property) =>
        Prop.ForAll(Arb.From(Images()), Arb.From(Policies()), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Gen<LifecycleImage[]> Images() =>
        from count in Gen.Choose(0, 30)
        from images in Gen.ArrayOf(ImageOf(), count)
        select images.Select((image, n) => image with { Id = n + 1, Digest = DigestOf(n) }).ToArray();

    private static Gen<LifecycleImage> ImageOf() =>
        from pushed in Gen.Choose(0, 20)
        from pulled in Gen.Choose(-20, 20)
        from activated in Gen.Choose(-60, 20)
        from status in Gen.Elements(ImageStatus.Active, ImageStatus.Active, ImageStatus.Active, ImageStatus.Archived, ImageStatus.Activating)
        from tags in Gen.SubListOf<string>(["a", "ab", "b", "c1"])
        from kind in Gen.Choose(0, 9)
        select new LifecycleImage(
            0,
            DigestOf(0),
            status,
            Now.AddDays(-pushed),
            pulled < 0 ? null : Now.AddDays(-pulled),
            status is ImageStatus.Archived ? Now.AddDays(-pushed * 6) : null,
            activated < 0 ? null : Now.AddDays(-activated),
            [.. tags],
            kind == 0 ? DigestOf(99) : null,
            kind == 1 ? DigestOf(98) : null);

    private static Gen<LifecyclePolicy> Policies() =>
        from count in Gen.Choose(1, 6)
        from rules in Gen.ArrayOf(RuleOf(), count)
        select new LifecyclePolicy([.. rules.Select((rule, n) => rule with { Priority = (n * 3) + 1 })]);

    private static Gen<LifecycleRule> RuleOf() =>
        from tagStatus in Gen.Elements(Enum.GetValues<TagStatus>())
        from patterns in Gen.NonEmptyListOf(Gen.Elements("a*", "b*", "c*", "*"))
        from count in Gen.Elements(Enum.GetValues<LifecycleCount>())
        from number in Gen.Choose(1, 12)
        let archive = count is LifecycleCount.SinceImageTransitioned
        select new LifecycleRule(
            0,
            null,
            new(tagStatus, [.. patterns.Select(pattern => new TagPattern(pattern, IsPrefix: false))], archive ? StorageClass.Archive : StorageClass.Standard, count, archive ? number * 8 : number),
            LifecycleAction.Expire);

    private static Digest DigestOf(int n) => Digest.Of(DigestAlgorithm.Sha256, [(byte)n]);
}
