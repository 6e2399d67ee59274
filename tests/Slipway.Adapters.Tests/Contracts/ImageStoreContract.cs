using System.Text;
using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IImageStore"/> must do. This part: putting and finding.</summary>
public abstract partial class ImageStoreContract : RegistryContract
{
    [Fact]
    public async Task An_image_comes_back_as_it_was_put_under_its_digest_and_its_tag()
    {
        var id = await AddRepository("team/web");
        await Link(id, "config", "layer");
        var draft = Draft(id, "image", "latest", "config", "layer") with { ArtifactType = "text/sbom", Subject = DigestOf("subject") };
        Assert.Equal(ImagePutStatus.Stored, (await Images.PutAsync(draft, Ct)).Status);

        var expected = new Image(
            draft.Digest, draft.MediaType, 5, 20, draft.ConfigMediaType, "text/sbom", DigestOf("subject"), Start, null, [Tag("latest")]);
        foreach (var reference in new[] { Reference.To(draft.Digest), Reference.To(Tag("latest")) })
        {
            var found = await Images.FindAsync(id, reference, Ct);
            Assert.NotNull(found);
            Assert.Equal(expected.Tags, found.Tags);
            Assert.Equal(expected, found with { Tags = expected.Tags });
            var manifest = await Images.ReadManifestAsync(id, reference, Ct);
            Assert.Equal((draft.Digest, draft.MediaType), (manifest!.Digest, manifest.MediaType));
            Assert.Equal("image", Encoding.UTF8.GetString(manifest.Content.Span));
        }

        Assert.Null(await Images.FindAsync(id, Reference.To(Tag("other")), Ct));
        Assert.Null(await Images.ReadManifestAsync(id, Reference.To(DigestOf("other")), Ct));
    }

    [Fact]
    public async Task A_manifest_of_four_mebibytes_comes_back_whole()
    {
        var id = await AddRepository("team/web");
        var content = new byte[4 * 1024 * 1024];
        for (var i = 0; i < content.Length; i++) content[i] = (byte)(i * 31 >> 3);
        var digest = Digest.Of(DigestAlgorithm.Sha512, content);
        await Put(Draft(id, "x", "big") with { Digest = digest, Content = content });
        Assert.True((await Images.ReadManifestAsync(id, Reference.To(digest), Ct))!.Content.Span.SequenceEqual(content));
    }

    [Fact]
    public async Task What_a_manifest_needs_must_be_there_and_all_that_is_missing_is_named()
    {
        var id = await AddRepository("team/web");
        await Link(id, "there");
        var put = await Images.PutAsync(Draft(id, "image", "latest", "gone 1", "there", "gone 2", "gone 1"), Ct);
        Assert.Equal(ImagePutStatus.BlobsMissing, put.Status);
        Assert.Equal([DigestOf("gone 1"), DigestOf("gone 2")], put.Missing);
        Assert.Null(await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct));
        Assert.Null(await Images.FindAsync(id, Reference.To(Tag("latest")), Ct));
        Assert.False((await Links.FindAsync(id, DigestOf("there"), Ct))!.IsReferenced);
    }

    [Fact]
    public async Task A_blob_of_another_repository_does_not_count()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Link(one, "layer");
        Assert.Equal(ImagePutStatus.BlobsMissing, (await Images.PutAsync(Draft(two, "image", null, "layer"), Ct)).Status);
    }

    [Fact]
    public async Task A_foreign_layer_need_not_be_there_but_is_kept_when_it_is()
    {
        var id = await AddRepository("team/web");
        await Link(id, "held");
        BlobReference[] foreign = [new(DigestOf("held"), "a/b", 10, IsRequired: false), new(DigestOf("elsewhere"), "a/b", 10, IsRequired: false)];
        await Put(Draft(id, "image", null) with { Blobs = foreign });
        Assert.Equal(BlobUnlink.Referenced, await Links.UnlinkAsync(id, DigestOf("held"), Ct));
        // Pushed later, it is nobody's need: removing the image must not count it.
        await Link(id, "elsewhere");
        await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct);
        Assert.False((await Links.FindAsync(id, DigestOf("elsewhere"), Ct))!.IsReferenced);
    }

    [Fact]
    public async Task A_blob_that_a_manifest_names_twice_is_required_when_either_mention_says_so()
    {
        var id = await AddRepository("team/web");
        BlobReference[] twice = [new(DigestOf("x"), "a/b", 10, IsRequired: false), new(DigestOf("x"), "a/b", 10, IsRequired: true)];
        Assert.Equal(ImagePutStatus.BlobsMissing, (await Images.PutAsync(Draft(id, "image", null) with { Blobs = twice }, Ct)).Status);
        await Link(id, "x");
        await Put(Draft(id, "image", null) with { Blobs = twice });
    }

    [Fact]
    public async Task Children_of_an_index_must_be_there_and_its_size_is_the_largest_child()
    {
        var id = await AddRepository("team/web");
        await Link(id, "a", "b", "c");
        await Put(Draft(id, "small", null, "a"));
        await Put(Draft(id, "large", null, "a", "b", "c"));
        var index = Draft(id, "index", "latest") with { Children = [DigestOf("small"), DigestOf("gone"), DigestOf("large")], SizeInBytes = 0 };
        var refused = await Images.PutAsync(index, Ct);
        Assert.Equal(ImagePutStatus.ChildrenMissing, refused.Status);
        Assert.Equal([DigestOf("gone")], refused.Missing);
        await Put(index with { Children = [DigestOf("small"), DigestOf("large"), DigestOf("small")] });
        Assert.Equal(30, (await Images.FindAsync(id, Reference.To(Tag("latest")), Ct))!.SizeInBytes);
        var nested = Draft(id, "nested", null) with { Children = [DigestOf("index"), DigestOf("small")] };
        await Put(nested);
        Assert.Equal(30, (await Images.FindAsync(id, Reference.To(nested.Digest), Ct))!.SizeInBytes);
    }

    [Fact]
    public async Task Putting_the_same_again_changes_nothing_not_even_the_time()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", "latest"));
        var later = Start + TimeSpan.FromHours(1);
        Assert.Equal(ImagePutStatus.Unchanged, (await Images.PutAsync(Draft(id, "image", "latest") with { PushedAt = later }, Ct)).Status);
        Assert.Equal(ImagePutStatus.Unchanged, (await Images.PutAsync(Draft(id, "image", null) with { PushedAt = later }, Ct)).Status);
        var found = await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct);
        Assert.Equal(Start, found!.PushedAt);
        Assert.Equal([Tag("latest")], found.Tags);
    }

    [Fact]
    public async Task A_second_tag_is_added_and_a_moved_one_leaves_the_old_image_untagged()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "one", "b"));
        Assert.Equal((ImagePutStatus.Stored, null), Outcome(await Images.PutAsync(Draft(id, "one", "a"), Ct)));
        Assert.Equal([Tag("a"), Tag("b")], (await Images.FindAsync(id, Reference.To(DigestOf("one")), Ct))!.Tags);
        Assert.Equal((ImagePutStatus.Stored, DigestOf("one")), Outcome(await Images.PutAsync(Draft(id, "two", "a"), Ct)));
        Assert.Equal((ImagePutStatus.Stored, DigestOf("one")), Outcome(await Images.PutAsync(Draft(id, "two", "b"), Ct)));
        Assert.Empty((await Images.FindAsync(id, Reference.To(DigestOf("one")), Ct))!.Tags);
        Assert.Equal(DigestOf("two"), (await Images.FindAsync(id, Reference.To(Tag("b")), Ct))!.Digest);
    }

    [Fact]
    public async Task A_tag_of_another_repository_is_another_tag()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Put(Draft(one, "image 1", "latest"));
        await Put(Draft(two, "image 2", "latest"));
        Assert.Equal(DigestOf("image 1"), (await Images.FindAsync(one, Reference.To(Tag("latest")), Ct))!.Digest);
        Assert.Null(await Images.FindAsync(two, Reference.To(DigestOf("image 1")), Ct));
    }

    [Fact]
    public async Task An_immutable_tag_stays_where_it_is_and_a_refused_put_stores_nothing()
    {
        var id = await AddRepository("team/web", new(TagMutability.ImmutableWithExclusion, ["dev-*"]));
        await Put(Draft(id, "one", "v1"));
        Assert.Equal(ImagePutStatus.TagImmutable, (await Images.PutAsync(Draft(id, "two", "v1"), Ct)).Status);
        Assert.Null(await Images.FindAsync(id, Reference.To(DigestOf("two")), Ct));
        Assert.Equal(ImagePutStatus.Unchanged, (await Images.PutAsync(Draft(id, "one", "v1"), Ct)).Status);
        await Put(Draft(id, "two", "v2"));
        await Put(Draft(id, "one", "dev-1"));
        await Put(Draft(id, "two", "dev-1"));
        await Repositories.SetTagRulesAsync(Home, Name("team/web"), TagRules.Mutable, Ct);
        await Put(Draft(id, "two", "v1"));
    }

    [Fact]
    public async Task An_image_that_goes_from_one_repository_stays_in_the_other()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Put(Draft(one, "image", null));
        await Put(Draft(two, "image", null));
        await Images.DeleteImageAsync(one, DigestOf("image"), null, ChangeOrigin.Client, Ct);
        Assert.NotNull(await Images.ReadManifestAsync(two, Reference.To(DigestOf("image")), Ct));
        Assert.Null(await Images.ReadManifestAsync(one, Reference.To(DigestOf("image")), Ct));
    }

    [Fact]
    public async Task The_media_type_is_the_repositorys_own()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Put(Draft(one, "image", null) with { MediaType = "application/x; a=b" });
        await Put(Draft(two, "image", null) with { MediaType = "application/y" });
        Assert.Equal("application/x; a=b", (await Images.ReadManifestAsync(one, Reference.To(DigestOf("image")), Ct))!.MediaType);
        Assert.Equal("application/y", (await Images.ReadManifestAsync(two, Reference.To(DigestOf("image")), Ct))!.MediaType);
    }

    [Fact]
    public async Task A_deleted_repository_is_empty_and_refuses_every_write()
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        await Put(Draft(id, "image", "latest", "layer"));
        await Put(Draft(id, "referrer", null) with { Subject = DigestOf("image") });
        await Repositories.DeleteAsync(Home, Name("team/web"), force: true, Ct);

        Assert.Equal(ImagePutStatus.RepositoryMissing, (await Images.PutAsync(Draft(id, "image", "again"), Ct)).Status);
        Assert.Equal(ImagePutStatus.RepositoryMissing, (await Images.PutAsync(Draft(987_654, "image", "again"), Ct)).Status);
        Assert.Equal(ImageDeletionStatus.NotFound, (await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct)).Status);
        Assert.Equal(ImageDeletionStatus.NotFound, (await Images.DeleteTagAsync(id, Tag("latest"), null, true, ChangeOrigin.Client, Ct)).Status);
        Assert.Null(await Images.FindAsync(id, Reference.To(Tag("latest")), Ct));
        Assert.Null(await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct));
        Assert.Null(await Images.ReadManifestAsync(id, Reference.To(Tag("latest")), Ct));
        Assert.Null(await Images.ReadManifestAsync(id, Reference.To(DigestOf("image")), Ct));
        Assert.Empty((await Images.ListTagsAsync(id, null, 10, Ct)).Items);
        Assert.Empty((await Images.ListImageIdsAsync(id, TagStatus.Any, null, 10, Ct)).Items);
        Assert.Empty((await Images.ListReferrersAsync(id, DigestOf("image"), null, null, 10, Ct)).Items);
        foreach (var status in Enum.GetValues<TagStatus>()) Assert.Empty((await Images.ListImagesAsync(id, status, null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Pulls_are_recorded_for_the_images_that_are_there_and_never_back_in_time()
    {
        var id = await AddRepository("team/web");
        await Put(Draft(id, "image", null));
        var (early, late) = (Start + TimeSpan.FromMinutes(1), Start + TimeSpan.FromMinutes(2));
        await Images.RecordPullsAsync([new(id, DigestOf("image"), late), new(id, DigestOf("gone"), late), new(987_654, DigestOf("image"), late)], Ct);
        await Images.RecordPullsAsync([new(id, DigestOf("image"), early)], Ct);
        await Images.RecordPullsAsync([], Ct);
        Assert.Equal(late, (await Images.FindAsync(id, Reference.To(DigestOf("image")), Ct))!.LastPulledAt);
    }

    private static (ImagePutStatus Status, Digest? Replaced) Outcome(ImagePut put) => (put.Status, put.Replaced);
}
