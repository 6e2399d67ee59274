using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Tests.Contracts;

/// <inheritdoc/>
public abstract partial class ImageStoreContract
{
    [Fact]
    public async Task An_archived_image_keeps_its_tags_cannot_be_pulled_and_is_listed_when_asked_for()
    {
        var id = await AddRepository("team/web");
        var digest = await Put(Draft(id, "image", "a"));
        await Put(Draft(id, "other", null));
        Assert.Equal([digest], (await Images.ArchiveAsync(id, digest, ChangeOrigin.Client, Ct)).Archived);
        Assert.Equal(ImageArchivingStatus.NotActive, (await Images.ArchiveAsync(id, digest, ChangeOrigin.Client, Ct)).Status);
        Assert.Equal(ImageArchivingStatus.NotFound, (await Images.ArchiveAsync(id, DigestOf("none"), ChangeOrigin.Client, Ct)).Status);

        Assert.Null(await Images.ReadManifestAsync(id, Reference.To(digest), Ct));
        Assert.Null(await Images.ReadManifestAsync(id, Reference.To(Tag("a")), Ct));
        var found = await Images.FindAsync(id, Reference.To(Tag("a")), Ct);
        Assert.Equal((ImageStatus.Archived, (DateTimeOffset?)Clock.GetUtcNow()), (found!.Status, found.LastArchivedAt));
        Assert.DoesNotContain((await Images.ListImagesAsync(id, TagStatus.Any, null, 10, Ct)).Items, image => image.Digest == digest);
        Assert.Equal([digest], (await Images.ListImagesAsync(id, new(TagStatus.Any, ImageStatus.Archived), null, 10, Ct)).Items.Select(image => image.Digest));
        Assert.Equal([new(digest, Tag("a"))], (await Images.ListImageIdsAsync(id, new(TagStatus.Any, ImageStatus.Archived), null, 10, Ct)).Items);
        Assert.Empty((await Images.ListImagesAsync(id, new(TagStatus.Untagged, ImageStatus.Archived), null, 10, Ct)).Items);
        Assert.Empty((await Images.ListImagesAsync(id, new(TagStatus.Any, ImageStatus.Activating), null, 10, Ct)).Items);
        Assert.Equal(2, (await Images.ListImageIdsAsync(id, new(TagStatus.Any, null), null, 10, Ct)).Items.Count);
    }

    [Theory]
    [InlineData(TagStatus.Any, 1)]
    [InlineData(TagStatus.Any, 3)]
    [InlineData(TagStatus.Tagged, 2)]
    [InlineData(TagStatus.Untagged, 2)]
    public async Task Images_of_every_status_are_listed_together_in_the_same_order(TagStatus status, int limit)
    {
        var id = await AddRepository("team/web");
        await PutTaggedAndUntagged(id);
        var all = await Pages<ImageId>((after, ct) => Images.ListImageIdsAsync(id, status, after.Count == 0 ? null : after[^1], limit, ct), limit);
        for (var n = 0; n < 10; n += 3) await Images.ArchiveAsync(id, DigestOf($"image {n}"), ChangeOrigin.Client, Ct);
        var any = new ImageFilter(status, null);
        Assert.Equal(all, await Pages<ImageId>((after, ct) => Images.ListImageIdsAsync(id, any, after.Count == 0 ? null : after[^1], limit, ct), limit));
        var images = await Pages<Image>((after, ct) => Images.ListImagesAsync(id, any, after.Count == 0 ? null : after[^1].Digest, limit, ct), limit);
        Assert.Equal(all.Select(image => image.Digest).Distinct().Order(), images.Select(image => image.Digest));
    }

    [Fact]
    public async Task An_index_takes_its_children_and_referrers_to_the_archive_but_not_what_another_index_needs()
    {
        var id = await AddRepository("team/web");
        var (own, shared) = (await Put(Draft(id, "own", null)), await Put(Draft(id, "shared", null)));
        var index = await Put(Draft(id, "index", "a") with { Children = [own, shared] });
        await Put(Draft(id, "other index", "b") with { Children = [shared] });
        var signature = await Put(Draft(id, "signature", null) with { Subject = index });
        var refused = await Images.ArchiveAsync(id, own, ChangeOrigin.Client, Ct);
        Assert.Equal((ImageArchivingStatus.ReferencedByIndex, index), (refused.Status, refused.Parents.Single()));
        Assert.Equal(new[] { index, own, signature }.Order(), (await Images.ArchiveAsync(id, index, ChangeOrigin.Client, Ct)).Archived.Order());
        Assert.NotNull(await Images.ReadManifestAsync(id, Reference.To(shared), Ct));
    }

    [Fact]
    public async Task A_push_of_an_archived_image_brings_it_back_and_an_index_needs_active_children()
    {
        var id = await AddRepository("team/web");
        var digest = await Put(Draft(id, "image", "a"));
        await Images.ArchiveAsync(id, digest, ChangeOrigin.Client, Ct);
        Assert.Equal(ImagePutStatus.ChildrenMissing, (await Images.PutAsync(Draft(id, "index", null) with { Children = [digest] }, Ct)).Status);
        await Put(Draft(id, "image", "a"));
        var found = await Images.FindAsync(id, Reference.To(digest), Ct);
        Assert.Equal((ImageStatus.Active, (DateTimeOffset?)Start), (found!.Status, found.LastActivatedAt));
        Assert.NotNull(await Images.ReadManifestAsync(id, Reference.To(Tag("a")), Ct));
        Assert.Equal(ImagePutStatus.Unchanged, (await Images.PutAsync(Draft(id, "image", "a"), Ct)).Status);
    }

    [Fact]
    public async Task What_a_policy_selected_is_done_if_it_is_still_as_it_was()
    {
        var id = await AddRepository("team/web");
        var policy = await AddPolicy(id);
        foreach (var name in new[] { "same", "retagged", "pulled", "child", "archived", "gone" }) await Put(Draft(id, name, name));
        var chosen = (await Images.ListForLifecycleAsync(id, null, 10, Ct)).Items.ToDictionary(image => image.Tags.Single(), Choice);
        chosen["pulled"] = chosen["pulled"] with { PulledBefore = Start };
        chosen["archived"] = chosen["archived"] with { Action = LifecycleAction.Transition };
        await Put(Draft(id, "retagged", "another"));
        await Images.RecordPullsAsync([new(id, DigestOf("pulled"), Start + TimeSpan.FromDays(1)), new(id, DigestOf("same"), Start + TimeSpan.FromDays(1))], Ct);
        await Put(Draft(id, "index", "index") with { Children = [DigestOf("child")] });
        await Images.DeleteImageAsync(id, DigestOf("gone"), null, ChangeOrigin.Client, Ct);

        var deeds = await Images.ActAsync(id, policy, [.. chosen.Values], Ct);
        var expected = chosen.Keys.ToDictionary(name => name, name => name is "same" or "archived" ? LifecycleDeedStatus.Done : LifecycleDeedStatus.Changed);
        Assert.Equal(expected, chosen.Keys.Zip(deeds!).ToDictionary(pair => pair.First, pair => pair.Second.Status));
        Assert.Equal(["another", "child", "index", "pulled", "retagged"], (await Images.ListTagsAsync(id, null, 10, Ct)).Items.Select(tag => tag.ToString()).Where(tag => tag != "archived"));
        Assert.Equal(ImageStatus.Archived, (await Images.FindAsync(id, Reference.To(Tag("archived")), Ct))!.Status);
    }

    [Fact]
    public async Task Nothing_is_done_under_a_policy_that_is_gone()
    {
        var id = await AddRepository("team/web");
        var policy = await AddPolicy(id);
        await Put(Draft(id, "image", "a"));
        var choice = Choice(Assert.Single((await Images.ListForLifecycleAsync(id, null, 10, Ct)).Items));
        await LifecyclePolicies.PutAsync(id, "another", Start, Ct);
        Assert.Null(await Images.ActAsync(id, policy, [choice], Ct));
        Assert.NotNull(await Images.FindAsync(id, Reference.To(Tag("a")), Ct));
    }

    private static LifecycleChoice Choice(LifecycleImage image) => new(image.Id, image.Stamp(), 1, LifecycleAction.Expire, null);

    private async Task<long> AddPolicy(long repository)
    {
        await LifecyclePolicies.PutAsync(repository, "text", Start, Ct);
        return (await LifecyclePolicies.ListDueAsync(Start, 1, Ct)).Single().PolicyId;
    }
}
