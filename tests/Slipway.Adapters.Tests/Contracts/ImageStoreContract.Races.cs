using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <inheritdoc/>
public abstract partial class ImageStoreContract
{
    [Fact]
    public async Task Of_many_pushes_to_one_tag_each_replaces_another_and_the_last_one_stays()
    {
        var id = await AddRepository("team/web");
        var puts = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Images.PutAsync(Draft(id, $"image {n}", "latest"), Ct).AsTask()));
        Assert.All(puts, put => Assert.Equal(ImagePutStatus.Stored, put.Status));

        // The replaced ones form a chain: each image but the winner was replaced exactly once, and one put found no tag.
        var replaced = puts.Where(put => put.Replaced is not null).Select(put => put.Replaced!.Value).ToHashSet();
        Assert.Equal(63, replaced.Count);
        var winner = (await Images.FindAsync(id, Reference.To(Tag("latest")), Ct))!;
        Assert.DoesNotContain(winner.Digest, replaced);
        Assert.Equal([Tag("latest")], winner.Tags);
        Assert.Equal(63, (await Images.ListImagesAsync(id, TagStatus.Untagged, null, 1000, Ct)).Items.Count);
    }

    [Fact]
    public async Task No_tag_is_lost_when_many_are_pushed_at_once()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Put(Draft(id, $"image {n % 10}", $"tag-{n}", "layer"))));
        Assert.Equal(200, (await Images.ListTagsAsync(id, null, 1000, Ct)).Items.Count);
        Assert.Equal(10, (await Images.ListImagesAsync(id, TagStatus.Tagged, null, 1000, Ct)).Items.Count);
    }

    [Fact]
    public async Task An_immutable_tag_has_one_winner_and_never_moves()
    {
        var id = await AddRepository("team/web", new(TagMutability.Immutable, []));
        var puts = await Task.WhenAll(Enumerable.Range(0, 64).Select(async n => (n, (await Images.PutAsync(Draft(id, $"image {n}", "v1"), Ct)).Status)));
        var winner = Assert.Single(puts, put => put.Status is ImagePutStatus.Stored).n;
        Assert.Equal(63, puts.Count(put => put.Status is ImagePutStatus.TagImmutable));
        Assert.Equal(DigestOf($"image {winner}"), (await Images.FindAsync(id, Reference.To(Tag("v1")), Ct))!.Digest);
    }

    [Fact]
    public async Task A_put_and_the_removal_of_its_blob_never_leave_an_image_without_it()
    {
        var id = await AddRepository("team/web");
        for (var round = 0; round < 40; round++)
        {
            await Link(id, $"layer {round}");
            var put = Images.PutAsync(Draft(id, $"image {round}", null, $"layer {round}"), Ct).AsTask();
            Task removal = round % 2 == 0
                ? Links.UnlinkAsync(id, DigestOf($"layer {round}"), Ct).AsTask()
                : Collect(id, $"layer {round}");
            await Task.WhenAll(put, removal);
            Assert.Equal((await put).Status is ImagePutStatus.Stored, await Links.FindAsync(id, DigestOf($"layer {round}"), Ct) is not null);
        }
    }

    [Fact]
    public async Task Deletions_and_puts_of_one_image_leave_it_whole_or_gone()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 12).Select<int, Task>(n => (n % 3) switch
            {
                0 => Images.PutAsync(Draft(id, "image", $"tag-{n}", "layer"), Ct).AsTask(),
                1 => Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct).AsTask(),
                _ => Images.DeleteTagAsync(id, Tag($"tag-{n - 2}"), null, deleteLast: n % 2 == 0, ChangeOrigin.Client, Ct).AsTask(),
            }));
            var image = await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct);
            Assert.Equal(image?.Tags ?? [], (await Images.ListTagsAsync(id, null, 100, Ct)).Items);
            Assert.Equal(image is not null, (await Links.FindAsync(id, DigestOf("layer"), Ct))!.IsReferenced);
        }
    }

    [Fact]
    public async Task An_index_and_the_deletion_of_its_child_never_leave_the_index_alone()
    {
        var id = await AddRepository("team/web");
        for (var round = 0; round < 20; round++)
        {
            await Put(Draft(id, $"child {round}", null));
            var put = Images.PutAsync(Draft(id, $"index {round}", null) with { Children = [DigestOf($"child {round}")] }, Ct).AsTask();
            var deletion = Images.DeleteImageAsync(id, DigestOf($"child {round}"), null, ChangeOrigin.Client, Ct).AsTask();
            await Task.WhenAll(put, deletion);
            var expected = (await put).Status is ImagePutStatus.Stored ? ImageDeletionStatus.ReferencedByIndex : ImageDeletionStatus.ImageDeleted;
            Assert.Equal(expected, (await deletion).Status);
        }
    }

    [Fact]
    public async Task A_reader_always_sees_a_tag_with_an_image_that_has_it()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image 0", "latest"));
        var writing = Task.Run(
            async () =>
            {
                for (var n = 1; n < 100; n++) await Images.PutAsync(Draft(id, $"image {n % 5}", "latest"), Ct);
            },
            Ct);
        while (!writing.IsCompleted)
        {
            var image = await Images.FindAsync(id, Reference.To(Tag("latest")), Ct);
            Assert.Equal([Tag("latest")], image!.Tags);
            Assert.Single((await Images.ListTagsAsync(id, null, 10, Ct)).Items);
        }

        await writing;
    }

    private Task<int> Collect(long id, string blob) =>
        Collector.RemoveLinksAsync([new(id, DigestOf(blob))], Start + TimeSpan.FromDays(1), Ct).AsTask();
}
