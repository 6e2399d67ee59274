using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <inheritdoc/>
public abstract partial class ImageStoreContract
{
    [Fact]
    public async Task A_tag_that_goes_leaves_its_image()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "a"));
        Same(new(ImageDeletionStatus.TagDeleted, DigestOf("image"), [Tag("a")], []), await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: false, ChangeOrigin.Client, Ct));
        Same(new(ImageDeletionStatus.NotFound, null, [], []), await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: false, ChangeOrigin.Client, Ct));
        Assert.Empty((await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct))!.Tags);
    }

    [Fact]
    public async Task The_last_tag_takes_the_image_along_when_asked_to()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "a"));
        await Put(Draft(id, "image", "b"));
        Same(new(ImageDeletionStatus.TagDeleted, DigestOf("image"), [Tag("a")], []), await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: true, ChangeOrigin.Client, Ct));
        Same(new(ImageDeletionStatus.ImageDeleted, DigestOf("image"), [Tag("b")], []), await Images.DeleteTagAsync(id, Tag("b"), null, deleteLast: true, ChangeOrigin.Client, Ct));
        Assert.Null(await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct));
    }

    [Fact]
    public async Task A_tag_that_points_elsewhere_than_expected_stays()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "a"));
        Same(
            new(ImageDeletionStatus.DigestMismatch, DigestOf("image"), [], []),
            await Images.DeleteTagAsync(id, Tag("a"), DigestOf("other"), deleteLast: true, ChangeOrigin.Client, Ct));
        Same(
            new(ImageDeletionStatus.ImageDeleted, DigestOf("image"), [Tag("a")], []),
            await Images.DeleteTagAsync(id, Tag("a"), DigestOf("image"), deleteLast: true, ChangeOrigin.Client, Ct));
    }

    [Fact]
    public async Task An_image_goes_with_all_its_tags()
    {
        var id = await AddRepository("team/web");
        foreach (var tag in new[] { "c", "a", "b" }) await Put(Draft(id, "image", tag));
        Same(
            new(ImageDeletionStatus.ImageDeleted, DigestOf("image"), [Tag("a"), Tag("b"), Tag("c")], []),
            await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct));
        Assert.Empty((await Images.ListTagsAsync(id, null, 10, Ct)).Items);
        Same(new(ImageDeletionStatus.NotFound, null, [], []), await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct));
    }

    [Fact]
    public async Task An_image_stays_when_it_has_tags_that_were_not_to_go_with_it()
    {
        var id = await AddRepository("team/web");
        foreach (var tag in new[] { "a", "b" }) await Put(Draft(id, "image", tag));
        Same(
            new(ImageDeletionStatus.TagsDiffer, DigestOf("image"), [Tag("a"), Tag("b")], []),
            await Images.DeleteImageAsync(id, DigestOf("image"), new HashSet<ImageTag> { Tag("a") }, ChangeOrigin.Client, Ct));
        Assert.Equal(2, (await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct))!.Tags.Count);
        var more = new HashSet<ImageTag> { Tag("a"), Tag("b"), Tag("c") };
        Same(new(ImageDeletionStatus.ImageDeleted, DigestOf("image"), [Tag("a"), Tag("b")], []), await Images.DeleteImageAsync(id, DigestOf("image"), more, ChangeOrigin.Client, Ct));
    }

    [Fact]
    public async Task A_child_stays_as_long_as_an_index_names_it()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "child", "a"));
        await Put(Draft(id, "index 1", null) with { Children = [DigestOf("child")] });
        await Put(Draft(id, "index 2", null) with { Children = [DigestOf("child")] });
        ImageDeletion refused = new(ImageDeletionStatus.ReferencedByIndex, DigestOf("child"), [], [DigestOf("index 1"), DigestOf("index 2")]);
        Same(refused, await Images.DeleteImageAsync(id, DigestOf("child"), null, ChangeOrigin.Client, Ct));
        Same(refused, await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: true, ChangeOrigin.Client, Ct));
        Assert.Equal([Tag("a")], (await Images.FindAsync(id, Reference.To(DigestOf("child")), Ct))!.Tags);

        Same(new(ImageDeletionStatus.TagDeleted, DigestOf("child"), [Tag("a")], []), await Images.DeleteTagAsync(id, Tag("a"), null, deleteLast: false, ChangeOrigin.Client, Ct));
        await Images.DeleteImageAsync(id, DigestOf("index 1"), null, ChangeOrigin.Client, Ct);
        Assert.Equal([DigestOf("index 2")], (await Images.DeleteImageAsync(id, DigestOf("child"), null, ChangeOrigin.Client, Ct)).Parents);
        await Images.DeleteImageAsync(id, DigestOf("index 2"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(ImageDeletionStatus.ImageDeleted, (await Images.DeleteImageAsync(id, DigestOf("child"), null, ChangeOrigin.Client, Ct)).Status);
    }

    [Fact]
    public async Task Referrers_outlive_their_subject_until_they_are_collected()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "subject", null));
        await Put(Draft(id, "referrer", null) with { Subject = DigestOf("subject") });
        await Images.DeleteImageAsync(id, DigestOf("subject"), null, ChangeOrigin.Client, Ct);
        Assert.Single((await Images.ListReferrersAsync(id, DigestOf("subject"), null, null, 10, Ct)).Items);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Collector.DeleteOrphanedReferrersAsync(Clock.GetUtcNow(), 10, Ct));
        Assert.Empty((await Images.ListReferrersAsync(id, DigestOf("subject"), null, null, 10, Ct)).Items);
    }

    private static void Same(ImageDeletion expected, ImageDeletion actual)
    {
        Assert.Equal((expected.Status, expected.Digest), (actual.Status, actual.Digest));
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Parents, actual.Parents);
    }
}
