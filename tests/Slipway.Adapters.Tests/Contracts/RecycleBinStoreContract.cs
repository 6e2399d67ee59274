using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.RecycleBin;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IRecycleBinStore"/> must do, and what the other stores must put into it.</summary>
public abstract class RecycleBinStoreContract : RegistryContract
{
    private IRecycleBinStore Bin => Stores.RecycleBin;

    [Fact]
    public async Task Retention_is_the_repositorys_own_or_its_registrys()
    {
        var id = await AddRepository("one");
        Assert.Equal((0, new RepositoryRetention(0, true)), (await Bin.FindRetentionAsync(Home, Ct), await Bin.FindRetentionAsync(id, Ct)));
        await Bin.PutRetentionAsync(Home, 30, Ct);
        Assert.Equal(new RepositoryRetention(30, true), await Bin.FindRetentionAsync(id, Ct));
        Assert.True(await Bin.PutRetentionAsync(id, 0, Ct));
        Assert.Equal(new RepositoryRetention(0, false), await Bin.FindRetentionAsync(id, Ct));
        Assert.True(await Bin.PutRetentionAsync(id, null, Ct));
        Assert.Equal(new RepositoryRetention(30, true), await Bin.FindRetentionAsync(id, Ct));
        Assert.Equal(0, await Bin.FindRetentionAsync(Home with { Region = "eu-west-1" }, Ct));
        Assert.Null(await Bin.FindRetentionAsync(999, Ct));
        Assert.False(await Bin.PutRetentionAsync(999, 1, Ct));
        await Bin.PutRetentionAsync(Home, 0, Ct);
    }

    [Fact]
    public async Task Without_retention_nothing_is_kept()
    {
        var id = await AddRepository("one");
        var digest = await PutImage(id, "image", "tag");
        await Delete(id, digest);
        Assert.Empty((await Bin.ListImagesAsync(id, null, 10, Ct)).Items);
        Assert.Equal(ImageRestorationStatus.NotFound, (await Restore(id, digest)).Status);
    }

    [Fact]
    public async Task A_deleted_image_comes_back_as_it_was()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1", "v2");
        await Images.RecordPullsAsync([new(id, digest, Start.AddMinutes(5))], Ct);
        var before = await Images.FindAsync(id, Reference.To(digest), Ct);
        var bytes = await Images.ReadManifestAsync(id, Reference.To(digest), Ct);
        Clock.Advance(TimeSpan.FromHours(1));
        await Delete(id, digest);
        Assert.Null(await Images.FindAsync(id, Reference.To(digest), Ct));
        var kept = Assert.Single((await Bin.ListImagesAsync(id, null, 10, Ct)).Items);
        Assert.Equal((digest, "v1 v2", Start, Start.AddHours(1), Start.AddHours(1).AddDays(7), ChangeOrigin.Client),
            (kept.Digest, string.Join(' ', kept.Tags), kept.PushedAt, kept.DeletedAt, kept.ExpiresAt, kept.Origin));
        Assert.Empty(await Stores.WrongCountsAsync());
        // Its layers are held.
        Assert.Equal(0, await Collector.RemoveLinksAsync([new(id, DigestOf("image layer"))], Start.AddDays(9), Ct));
        Assert.Equal(BlobUnlink.Referenced, await Links.UnlinkAsync(id, DigestOf("image layer"), Ct));

        var restored = Assert.Single((await Restore(id, digest)).Images);
        Assert.Equal("v1 v2", string.Join(' ', restored.Tags));
        Assert.Empty(restored.TakenTags);
        Assert.Equal(before! with { Tags = [] }, (await Images.FindAsync(id, Reference.To(digest), Ct))! with { Tags = [] });
        Assert.Equal(digest, (await Images.FindAsync(id, Reference.To(Tag("v2")), Ct))!.Digest);
        Assert.Equal(bytes!.Content.ToArray(), (await Images.ReadManifestAsync(id, Reference.To(digest), Ct))!.Content.ToArray());
        Assert.Empty((await Bin.ListImagesAsync(id, null, 10, Ct)).Items);
        Assert.Equal(ImageRestorationStatus.NotFound, (await Restore(id, digest)).Status);
    }

    [Fact]
    public async Task Nothing_comes_back_when_a_free_tag_was_not_allowed()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1", "v2", "v3");
        await Delete(id, digest);
        await PutImage(id, "other", "v3");
        var refused = await Bin.RestoreImageAsync(id, digest, new HashSet<ImageTag> { Tag("v1") }, Clock.GetUtcNow(), Ct);
        Assert.Equal((ImageRestorationStatus.TagsDiffer, "v2"), (refused.Status, string.Join(' ', refused.Tags)));
        Assert.Null(await Images.FindAsync(id, Reference.To(digest), Ct));
        var restored = await Bin.RestoreImageAsync(id, digest, new HashSet<ImageTag> { Tag("v1"), Tag("v2") }, Clock.GetUtcNow(), Ct);
        Assert.Equal("v1 v2", string.Join(' ', Assert.Single(restored.Images).Tags));
    }

    [Fact]
    public async Task A_restoration_is_in_the_journal_at_its_own_time()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1");
        await Journal.ReadAsync("test", 10, Ct);
        Clock.Advance(TimeSpan.FromHours(1));
        await Delete(id, digest);
        await Restore(id, digest);
        var changes = await Journal.ReadAsync("test", 10, Ct);
        Assert.Equal([(RegistryAction.ImageDeleted, ChangeOrigin.Client), (RegistryAction.ImagePushed, ChangeOrigin.Restore)], changes.Select(change => (change.Action, change.Origin)));
        Assert.Equal(Start.AddHours(1), changes[^1].At);
    }

    [Fact]
    public async Task Tags_that_point_elsewhere_by_now_stay_where_they_are()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1", "v2");
        await Delete(id, digest);
        var other = await PutImage(id, "other", "v1");
        var restored = Assert.Single((await Restore(id, digest)).Images);
        Assert.Equal(("v2", "v1"), (string.Join(' ', restored.Tags), string.Join(' ', restored.TakenTags)));
        Assert.Equal(other, (await Images.FindAsync(id, Reference.To(Tag("v1")), Ct))!.Digest);
        Assert.Equal(digest, (await Images.FindAsync(id, Reference.To(Tag("v2")), Ct))!.Digest);
    }

    [Fact]
    public async Task An_image_without_a_free_tag_comes_back_untagged()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1");
        await Delete(id, digest);
        await PutImage(id, "other", "v1");
        await Restore(id, digest);
        Assert.Empty((await Images.FindAsync(id, Reference.To(digest), Ct))!.Tags);
    }

    [Fact]
    public async Task An_image_that_was_pushed_again_gets_the_tags_that_it_lacks()
    {
        var id = await AddRepository("one", 7);
        var digest = await PutImage(id, "image", "v1", "v2");
        await Delete(id, digest);
        await PutImage(id, "image", "v3");
        await Restore(id, digest);
        Assert.Equal("v1 v2 v3", string.Join(' ', (await Images.FindAsync(id, Reference.To(digest), Ct))!.Tags));
        await Delete(id, digest);
        await PutImage(id, "image", "v4");
        await Delete(id, digest);
        Assert.Equal("v4", string.Join(' ', Assert.Single((await Bin.ListImagesAsync(id, null, 10, Ct)).Items).Tags));
    }

    [Fact]
    public async Task An_index_brings_its_children_and_a_subject_its_referrers()
    {
        var id = await AddRepository("one", 7);
        var (first, second) = (await PutImage(id, "first"), await PutImage(id, "second"));
        var index = await PutIndex(id, "multi", first, second);
        var signature = await PutReferrer(id, "signature", index);
        var countersignature = await PutReferrer(id, "countersignature", signature);
        foreach (var digest in new[] { index, first, signature, countersignature }) await Delete(id, digest);
        Assert.Empty(await Stores.WrongCountsAsync());
        var restoration = await Restore(id, index);
        Assert.Equal([first, index, signature, countersignature], restoration.Images.Select(image => image.Digest));
        Assert.Equal(4 + 1, (await Images.ListImagesAsync(id, TagStatus.Any, null, 10, Ct)).Items.Count);
        Assert.Equal(signature, Assert.Single((await Images.ListReferrersAsync(id, index, null, null, 10, Ct)).Items).Digest);
        // Its subject is back: it is no orphan.
        Assert.Equal(0, await Collector.DeleteOrphanedReferrersAsync(Start.AddDays(99), 10, Ct));
    }

    [Fact]
    public async Task An_index_whose_child_is_gone_for_good_is_refused_and_changes_nothing()
    {
        var id = await AddRepository("one", 7);
        var (first, second) = (await PutImage(id, "first"), await PutImage(id, "second"));
        var index = await PutIndex(id, "multi", first, second);
        foreach (var digest in new[] { index, first, second }) await Delete(id, digest);
        Assert.True(await Bin.PurgeImageAsync(id, second, Ct));
        Assert.False(await Bin.PurgeImageAsync(id, second, Ct));
        var restoration = await Restore(id, index);
        Assert.Equal(ImageRestorationStatus.PartsMissing, restoration.Status);
        Assert.Equal([second], restoration.Missing);
        Assert.Empty((await Images.ListImagesAsync(id, TagStatus.Any, null, 10, Ct)).Items);
        Assert.Equal(2, (await Bin.ListImagesAsync(id, null, 10, Ct)).Items.Count);
    }

    [Fact]
    public async Task What_expired_or_was_purged_lets_go_of_its_layers()
    {
        var id = await AddRepository("one", 7);
        var (early, late, purged) = (await PutImage(id, "early"), await PutImage(id, "late"), await PutImage(id, "purged"));
        await Delete(id, early);
        await Delete(id, purged);
        Clock.Advance(TimeSpan.FromDays(1));
        await Delete(id, late);
        Assert.True(await Bin.PurgeImageAsync(id, purged, Ct));
        Assert.Equal(0, await Bin.ExpireAsync(Start.AddDays(7).AddSeconds(-1), 10, Ct));
        Assert.Equal(1, await Bin.ExpireAsync(Start.AddDays(7), 10, Ct));
        Assert.Equal(0, await Bin.ExpireAsync(Start.AddDays(7), 10, Ct));
        Assert.Empty(await Stores.WrongCountsAsync());
        Assert.Equal(late, Assert.Single((await Bin.ListImagesAsync(id, null, 10, Ct)).Items).Digest);
        foreach (var (layer, isHeld) in new[] { ("early layer", false), ("purged layer", false), ("late layer", true) })
            Assert.Equal(isHeld ? BlobUnlink.Referenced : BlobUnlink.Unlinked, await Links.UnlinkAsync(id, DigestOf(layer), Ct));
        // What has expired is not restored, though nobody has come yet to take it away.
        Assert.Equal(ImageRestorationStatus.NotFound, (await Bin.RestoreImageAsync(id, late, null, Start.AddDays(8), Ct)).Status);
    }

    [Fact]
    public async Task The_bin_is_listed_in_pages()
    {
        var id = await AddRepository("one", 7);
        List<Digest> all = [];
        for (var number = 0; number < 5; number++) all.Add(await PutImage(id, $"image {number}"));
        foreach (var digest in all) await Delete(id, digest);
        var page = await Bin.ListImagesAsync(id, null, 3, Ct);
        Assert.True(page.HasMore);
        var rest = await Bin.ListImagesAsync(id, page.Items[^1].Digest, 3, Ct);
        Assert.Equal(all.Order(), page.Items.Concat(rest.Items).Select(item => item.Digest));
    }

    private protected async Task<long> AddRepository(string name, int days)
    {
        var id = await AddRepository(name);
        Assert.True(await Bin.PutRetentionAsync(id, days, Ct));
        return id;
    }

    private protected async Task<Digest> PutImage(long id, string name, params string[] tags)
    {
        await Link(id, $"{name} layer");
        var layer = $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{DigestOf($"{name} layer")}}","size":10}""";
        var content = $$"""{"schemaVersion":2,"config":{{layer}},"layers":[{{layer}}]}""";
        const string Type = "application/vnd.oci.image.layer.v1.tar";
        foreach (var tag in tags.DefaultIfEmpty(null))
            await Put(Draft(id, content, tag, $"{name} layer") with { SizeInBytes = 20, ConfigMediaType = Type, ArtifactType = Type });
        return DigestOf(content);
    }

    private async Task<Digest> PutIndex(long id, string tag, params Digest[] children)
    {
        const string Type = "application/vnd.oci.image.index.v1+json";
        var content = $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', children.Select(child => $$"""{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{child}}","size":10}"""))}}]}""";
        return await Put(Draft(id, content, tag) with { MediaType = Type, Children = children });
    }

    private async Task<Digest> PutReferrer(long id, string name, Digest subject)
    {
        await Link(id, $"{name} layer");
        var layer = $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{DigestOf($"{name} layer")}}","size":10}""";
        var content = $$"""{"schemaVersion":2,"config":{{layer}},"layers":[{{layer}}],"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{subject}}","size":10} }""";
        return await Put(Draft(id, content, null, $"{name} layer") with { Subject = subject });
    }

    private protected async Task Delete(long id, Digest digest) =>
        Assert.Equal(ImageDeletionStatus.ImageDeleted, (await Images.DeleteImageAsync(id, digest, null, ChangeOrigin.Client, Ct)).Status);

    private ValueTask<ImageRestoration> Restore(long id, Digest digest) => Bin.RestoreImageAsync(id, digest, null, Clock.GetUtcNow(), Ct);
}
