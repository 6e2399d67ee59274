using System.Text;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="ICollectorStore"/> must do.</summary>
public abstract class CollectorStoreContract : RegistryContract
{
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromHours(1);

    [Fact]
    public async Task Links_that_no_image_needs_are_listed_once_they_are_old()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Link(one, "needed", "a", "b");
        await Link(two, "a");
        await Put(Draft(one, "image", null, "needed"));
        await Links.LinkAsync(two, DigestOf("young"), 10, Later, Ct);

        Assert.Empty(await Collector.ListUnreferencedLinksAsync(Start, null, 10, Ct));
        var old = await Collector.ListUnreferencedLinksAsync(Later, null, 10, Ct);
        Assert.Equal([new(one, DigestOf("a")), new(one, DigestOf("b")), new(two, DigestOf("a"))], old.ToHashSet());
        Assert.Equal(old, await Collector.ListUnreferencedLinksAsync(Later, null, 10, Ct));
        Assert.Equal(old.Take(2), await Collector.ListUnreferencedLinksAsync(Later, null, 2, Ct));
        Assert.Equal(old.Skip(2), await Collector.ListUnreferencedLinksAsync(Later, old[1], 2, Ct));
        Assert.Empty(await Collector.ListUnreferencedLinksAsync(Later, old[2], 2, Ct));
    }

    [Fact]
    public async Task A_listing_goes_on_after_a_link_that_was_removed_and_forgotten()
    {
        var id = await AddRepository("one");
        await Link(id, "a", "b", "c");
        var first = Assert.Single(await Collector.ListUnreferencedLinksAsync(Later, null, 1, Ct));
        Assert.Equal(1, await Collector.RemoveLinksAsync([first], Later, Ct));
        Assert.True(await Collector.TryForgetBlobAsync(new(BlobName.Shared, first.Digest), Ct));
        Assert.Equal(2, (await Collector.ListUnreferencedLinksAsync(Later, first, 10, Ct)).Count);
    }

    [Fact]
    public async Task Only_links_that_still_qualify_are_removed()
    {
        var id = await AddRepository("one");
        await Link(id, "idle", "renewed", "used");
        var links = await Collector.ListUnreferencedLinksAsync(Later, null, 10, Ct);
        await Links.LinkAsync(id, DigestOf("renewed"), 10, Later, Ct);
        await Put(Draft(id, "image", null, "used"));
        Assert.Equal(1, await Collector.RemoveLinksAsync([.. links, new(id, DigestOf("unknown"))], Later, Ct));
        Assert.Null(await Links.FindAsync(id, DigestOf("idle"), Ct));
        Assert.NotNull(await Links.FindAsync(id, DigestOf("renewed"), Ct));
        Assert.NotNull(await Links.FindAsync(id, DigestOf("used"), Ct));
    }

    [Fact]
    public async Task A_blob_is_forgotten_only_when_no_repository_holds_it()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Link(one, "layer");
        await Link(two, "layer");
        await Links.UnlinkAsync(one, DigestOf("layer"), Ct);
        Assert.Empty(await Collector.ListUnlinkedBlobsAsync(10, Ct));
        Assert.False(await Collector.TryForgetBlobAsync(BlobOf("layer"), Ct));
        Assert.Equal([new(BlobOf("layer"), 10)], await Collector.ListBlobsAsync(Ct).ToListAsync(Ct));

        await Links.UnlinkAsync(two, DigestOf("layer"), Ct);
        Assert.Equal([BlobOf("layer")], await Collector.ListUnlinkedBlobsAsync(10, Ct));
        Assert.Empty(await Collector.ListBlobsAsync(Ct).ToListAsync(Ct));
        Assert.True(await Collector.TryForgetBlobAsync(BlobOf("layer"), Ct));
        Assert.True(await Collector.TryForgetBlobAsync(BlobOf("layer"), Ct));
        Assert.Empty(await Collector.ListUnlinkedBlobsAsync(10, Ct));
    }

    [Fact]
    public async Task A_blob_that_is_linked_again_is_not_forgotten()
    {
        var id = await AddRepository("one");
        await Link(id, "layer");
        await Links.UnlinkAsync(id, DigestOf("layer"), Ct);
        await Link(id, "layer");
        Assert.False(await Collector.TryForgetBlobAsync(BlobOf("layer"), Ct));
        Assert.NotNull(await Links.FindAsync(id, DigestOf("layer"), Ct));
    }

    [Fact]
    public async Task A_deleted_repository_is_cleared_in_steps_and_others_keep_what_is_theirs()
    {
        var (gone, other) = (await AddRepository("gone"), await AddRepository("other"));
        foreach (var id in new[] { gone, other })
        {
            await Link(id, "layer", "spare");
            for (var n = 0; n < 12; n++) await Put(Draft(id, $"image {n}", $"tag-{n}", "layer"));
            await Put(Draft(id, "index", "all") with { Children = [.. Enumerable.Range(0, 12).Select(n => DigestOf($"image {n}"))] });
            await Put(Draft(id, "referrer", null) with { Subject = DigestOf("index") });
        }

        await Repositories.DeleteAsync(Home, Name("gone"), force: true, Ct);
        var steps = 0;
        while (await Collector.ClearDeletedAsync(5, Ct) is var rows and > 0)
        {
            Assert.InRange(rows, 1, 5);
            Assert.Empty(await Stores.WrongCountsAsync());
            steps++;
        }

        Assert.InRange(steps, 6, 12);
        Assert.Equal(13, (await Images.ListTagsAsync(other, null, 100, Ct)).Items.Count);
        Assert.NotNull(await Images.ReadManifestAsync(other, Reference.To(DigestOf("image 3")), Ct));
        Assert.True((await Links.FindAsync(other, DigestOf("layer"), Ct))!.IsReferenced);
        Assert.Equal(2, (await Collector.ListBlobsAsync(Ct).ToListAsync(Ct)).Count);
        Assert.Equal(0, await Collector.ClearDeletedAsync(5, Ct));
    }

    [Fact]
    public async Task Pushes_go_on_while_a_deleted_repository_is_cleared()
    {
        var (gone, other) = (await AddRepository("gone"), await AddRepository("other"));
        for (var n = 0; n < 20; n++) await Put(Draft(gone, $"image {n}", $"tag-{n}"));
        await Repositories.DeleteAsync(Home, Name("gone"), force: true, Ct);
        var pushing = Task.WhenAll(Enumerable.Range(0, 20).Select(n => Put(Draft(other, $"image {n}", $"tag-{n}"))));
        while (await Collector.ClearDeletedAsync(3, Ct) > 0)
        {
            // to the end
        }

        await pushing;
        for (var n = 0; n < 20; n++) Assert.NotNull(await Images.ReadManifestAsync(other, Reference.To(Tag($"tag-{n}")), Ct));
    }

    [Fact]
    public async Task Referrers_go_after_their_subject_has_been_gone_for_the_time_and_theirs_after_them()
    {
        var id = await AddRepository("one");
        await Put(Draft(id, "subject", null));
        await Put(Draft(id, "referrer", "tagged") with { Subject = DigestOf("subject") });
        await Put(Draft(id, "of the referrer", null) with { Subject = DigestOf("referrer") });
        await Put(Draft(id, "early", null) with { Subject = DigestOf("not yet pushed") });
        await Images.DeleteImageAsync(id, DigestOf("subject"), null, ChangeOrigin.Client, Ct);

        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Start, 10, Ct));
        Assert.Equal(1, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
        Assert.Equal(1, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
        Assert.Equal([DigestOf("early")], (await Images.ListImagesAsync(id, TagStatus.Any, null, 10, Ct)).Items.Select(image => image.Digest));
    }

    [Fact]
    public async Task A_subject_that_comes_back_keeps_its_referrers()
    {
        var id = await AddRepository("one");
        await Put(Draft(id, "subject", null));
        await Put(Draft(id, "referrer", null) with { Subject = DigestOf("subject") });
        await Images.DeleteImageAsync(id, DigestOf("subject"), null, ChangeOrigin.Client, Ct);
        await Put(Draft(id, "subject", null));
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
    }

    [Fact]
    public async Task A_referrer_that_is_pushed_again_after_its_subject_went_is_kept()
    {
        var id = await AddRepository("one");
        await Put(Draft(id, "subject", null));
        var referrer = Draft(id, "referrer", null) with { Subject = DigestOf("subject") };
        await Put(referrer);
        await Images.DeleteImageAsync(id, DigestOf("subject"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(ImagePutStatus.Unchanged, (await Images.PutAsync(referrer, Ct)).Status);
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
    }

    [Fact]
    public async Task A_referrer_that_an_index_names_stays_until_the_index_goes()
    {
        var id = await AddRepository("one");
        await Put(Draft(id, "subject", null));
        await Put(Draft(id, "referrer", null) with { Subject = DigestOf("subject") });
        await Put(Draft(id, "index", null) with { Children = [DigestOf("referrer")] });
        await Images.DeleteImageAsync(id, DigestOf("subject"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
        await Images.DeleteImageAsync(id, DigestOf("index"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(1, await Collector.DeleteOrphanedReferrersAsync(Later, 10, Ct));
    }

    [Fact]
    public async Task Every_manifest_is_listed_with_its_bytes_and_its_repository()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Put(Draft(one, "image 1", null));
        await Put(Draft(two, "image 1", null));
        await Put(Draft(two, "image 2", null));
        var listed = await Collector.ListManifestsAsync(Ct).ToListAsync(Ct);
        Assert.Equal(
            ["000000000000/us-east-1/one image 1", "000000000000/us-east-1/two image 1", "000000000000/us-east-1/two image 2"],
            listed.Select(item => $"{item.Repository} {Encoding.UTF8.GetString(item.Manifest.Content.Span)}").Order(StringComparer.Ordinal));
        Assert.All(listed, item => Assert.Equal(item.Manifest.Digest, Digest.Of(DigestAlgorithm.Sha256, item.Manifest.Content.Span)));
    }

    [Fact]
    public async Task Blobs_are_listed_past_the_first_page()
    {
        var id = await AddRepository("one");
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(n => Link(id, $"layer {n}")));
        var blobs = await Collector.ListBlobsAsync(Ct).ToListAsync(Ct);
        Assert.Equal(1500, blobs.Count);
        Assert.Equal(blobs.OrderBy(blob => blob.Name), blobs);
    }
}
