using System.Globalization;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Tests.Registry;

/// <summary>What policies take: the examples of ECR's documentation, and the cases that they leave open.</summary>
public sealed class LifecycleEvaluationTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("prod*", "beta*", "A")]
    [InlineData("beta*", "prod*", "A B")]
    public void A_lower_rule_does_not_act_on_what_a_higher_one_identifies(string first, string second, string taken)
    {
        var images = Images("A:10:beta-1,prod-1", "B:9:beta-2,prod-2", "C:8:beta-3");
        Assert.Equal(taken, Taken(images, Newest(1, 1, first), Newest(2, 1, second)));
    }

    [Fact]
    public void Every_pattern_must_be_met_by_some_tag()
    {
        var images = Images("A:3:alpha-1", "B:2:beta-1", "C:1:alpha-2,beta-2", "D:5:alpha-0,beta-0");
        Assert.Equal("D", Taken(images, Newest(1, 1, "alpha*", "beta*")));
        Assert.Equal("D C", Taken(images, Rule(1, TagStatus.Tagged, LifecycleCount.SinceImagePushed, 0, "alpha*", "beta*")));
    }

    [Fact]
    public void Three_rules_act_in_their_order()
    {
        var images = Images("A:4:alpha-1,beta-1", "B:3:", "C:2:alpha-2", "D:1:other", "E:1:");
        Assert.Equal("A B D", Taken(
            images,
            Newest(1, 1, "alpha*"),
            Rule(2, TagStatus.Untagged, LifecycleCount.SinceImagePushed, 1),
            Rule(3, TagStatus.Any, LifecycleCount.ImageCountMoreThan, 1)));
    }

    [Fact]
    public void An_image_that_is_exactly_as_old_as_the_rule_says_stays()
    {
        var images = Images("A:7:", "B:6:");
        Assert.Equal("", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.SinceImagePushed, 7)));
        var outcome = LifecycleEvaluation.Of(new([Rule(1, TagStatus.Any, LifecycleCount.SinceImagePushed, 7)]), images, Now.AddMilliseconds(1));
        Assert.Single(outcome.Choices);
    }

    [Fact]
    public void Images_of_an_index_and_referrers_are_neither_taken_nor_counted()
    {
        var images = Images("A:9:", "B:8:", "C:7:", "D:6:", "E:5:");
        images[1] = images[1] with { Index = images[3].Digest };
        images[2] = images[2] with { Subject = images[0].Digest };
        Assert.Equal("A", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.ImageCountMoreThan, 2)));
        Assert.Equal("A D E", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.SinceImagePushed, 1)));
    }

    [Fact]
    public void Rules_see_the_images_of_their_storage_class()
    {
        var images = Images("A:200:", "B:200:", "C:200:");
        images[1] = images[1] with { Status = ImageStatus.Archived, LastArchivedAt = Now.AddDays(-91) };
        images[2] = images[2] with { Status = ImageStatus.Activating };
        Assert.Equal("A", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.SinceImagePushed, 1)));
        var archive = Rule(1, TagStatus.Any, LifecycleCount.SinceImageTransitioned, 90);
        archive = archive with { Selection = archive.Selection with { StorageClass = StorageClass.Archive } };
        Assert.Equal("B", Taken(images, archive));
        images[1] = images[1] with { LastArchivedAt = Now.AddDays(-90) };
        Assert.Equal("", Taken(images, archive));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(5, null, false)]
    [InlineData(20, null, true)]
    [InlineData(20, 5, false)]
    [InlineData(null, 5, false)]
    [InlineData(5, 20, false)]
    public void The_last_use_is_the_pull_the_return_from_the_archive_or_the_push(int? pulled, int? activated, bool isTaken)
    {
        var image = Images("A:30:")[0] with { LastPulledAt = Now.AddDays(-pulled ?? 0), LastActivatedAt = activated is { } days ? Now.AddDays(-days) : null };
        if (pulled is null) image = image with { LastPulledAt = null };
        Assert.Equal(isTaken ? "A" : "", Taken([image], Rule(1, TagStatus.Any, LifecycleCount.SinceImagePulled, 10)));
    }

    [Fact]
    public void A_return_from_the_archive_makes_an_image_young_again()
    {
        var images = Images("A:30:", "B:20:", "C:10:");
        images[0] = images[0] with { LastActivatedAt = Now.AddDays(-1) };
        Assert.Equal("B C", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.ImageCountMoreThan, 1)));
        Assert.Equal("B", Taken(images, Rule(1, TagStatus.Any, LifecycleCount.SinceImagePushed, 15)));
    }

    [Fact]
    public void A_prefix_is_taken_by_the_letter()
    {
        var rule = Newest(1, 1);
        var prefix = rule with { Selection = rule.Selection with { TagStatus = TagStatus.Tagged, Patterns = [new("v*", IsPrefix: true)] } };
        Assert.Equal("", Taken(Images("A:2:v1", "B:1:v2"), prefix));
        prefix = prefix with { Selection = prefix.Selection with { Patterns = [new("v", IsPrefix: true)] } };
        Assert.Equal("A", Taken(Images("A:2:v1", "B:1:v2", "C:1:w"), prefix));
    }

    [Fact]
    public void Every_image_is_explained()
    {
        var images = Images("A:9:prod-1", "B:8:prod-2", "C:7:", "D:6:", "E:5:other", "F:1:new");
        images[2] = images[2] with { Index = images[0].Digest };
        images[3] = images[3] with { Subject = images[0].Digest };
        var outcome = LifecycleEvaluation.Of(
            new([Newest(1, 1, "prod*"), Rule(2, TagStatus.Tagged, LifecycleCount.SinceImagePushed, 3, "[on]*"), Rule(3, TagStatus.Any, LifecycleCount.SinceImagePushed, 2)]), images, Now);
        Assert.Equal(
            ["Taken 1 [3]", "WithinCount 1 [3]", "ChildOfIndex  []", "ReferrerOfSubject  []", "Taken 3 []", "TooYoung 3 []"],
            images.Select(image => outcome.Explain(image.Id)!).Select(verdict => $"{verdict.Reason} {verdict.Rule?.Priority} [{string.Join(',', verdict.ShieldedFrom.Select(rule => rule.Priority))}]"));
        Assert.Null(outcome.Explain(99));
    }

    internal static LifecycleRule Rule(int priority, TagStatus tagStatus, LifecycleCount count, int number, params string[] patterns) => new(
        priority,
        null,
        new(tagStatus, [.. patterns.Select(pattern => new TagPattern(pattern, IsPrefix: false))], StorageClass.Standard, count, number),
        LifecycleAction.Expire);

    private static LifecycleRule Newest(int priority, int number, params string[] patterns) => Rule(priority, TagStatus.Tagged, LifecycleCount.ImageCountMoreThan, number, patterns);

    /// <summary>Each a name, its age in days, and its tags; the first has the id 65, as its letter.</summary>
    private static LifecycleImage[] Images(params string[] images) => [.. images.Select(text => text.Split(':')).Select(parts => new LifecycleImage(
        parts[0][0],
        Digest.Of(DigestAlgorithm.Sha256, [(byte)parts[0][0]]),
        ImageStatus.Active,
        Now.AddDays(-int.Parse(parts[1], CultureInfo.InvariantCulture)),
        null,
        null,
        null,
        parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries),
        null,
        null))];

    private static string Taken(IEnumerable<LifecycleImage> images, params LifecycleRule[] rules) =>
        string.Join(' ', LifecycleEvaluation.Of(new(rules), images, Now).Choices.Select(choice => (char)choice.ImageId));
}
