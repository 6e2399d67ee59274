using Slipway.Registry;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IBlobLinkStore"/> must do.</summary>
public abstract class BlobLinkStoreContract : RegistryContract
{
    [Fact]
    public async Task A_blob_is_visible_only_where_it_was_linked()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Link(one, "layer");
        Assert.Equal(new(one, DigestOf("layer"), 10, null, IsReferenced: false), await Links.FindAsync(one, DigestOf("layer"), Ct));
        Assert.Null(await Links.FindAsync(two, DigestOf("layer"), Ct));
        Assert.Null(await Links.FindAsync(one, DigestOf("other"), Ct));
    }

    [Fact]
    public async Task Several_are_found_at_once_and_absent_ones_left_out()
    {
        var id = await AddRepository("one");
        await Link(id, "a", "b");
        var found = await Links.FindAllAsync(id, [DigestOf("a"), DigestOf("missing"), DigestOf("b")], Ct);
        Assert.Equal([DigestOf("a"), DigestOf("b")], found.Select(link => link.Digest));
        Assert.Empty(await Links.FindAllAsync(id, [], Ct));
    }

    [Fact]
    public async Task Digests_of_both_algorithms_are_held()
    {
        var id = await AddRepository("one");
        var digest = Digest.Of(DigestAlgorithm.Sha512, [1, 2, 3]);
        Assert.True(await Links.LinkAsync(id, digest, 3, Start, Ct));
        Assert.Equal(digest, (await Links.FindAsync(id, digest, Ct))!.Digest);
    }

    [Fact]
    public async Task An_image_makes_its_blobs_referenced_and_states_their_type()
    {
        var id = await AddRepository("one");
        await Link(id, "layer");
        await Put(Draft(id, "image", null, "layer"));
        Assert.Equal(
            new(id, DigestOf("layer"), 10, "application/vnd.oci.image.layer.v1.tar", IsReferenced: true),
            await Links.FindAsync(id, DigestOf("layer"), Ct));
        await Images.DeleteImageAsync(id, DigestOf("image"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(new(id, DigestOf("layer"), 10, null, IsReferenced: false), await Links.FindAsync(id, DigestOf("layer"), Ct));
    }

    [Fact]
    public async Task A_blob_stays_referenced_until_the_last_image_that_needs_it_goes()
    {
        var id = await AddRepository("one");
        await Link(id, "layer");
        await Put(Draft(id, "image 1", null, "layer"));
        await Put(Draft(id, "image 2", null, "layer"));
        await Images.DeleteImageAsync(id, DigestOf("image 1"), null, ChangeOrigin.Client, Ct);
        Assert.True((await Links.FindAsync(id, DigestOf("layer"), Ct))!.IsReferenced);
        Assert.Equal(BlobUnlink.Referenced, await Links.UnlinkAsync(id, DigestOf("layer"), Ct));
        await Images.DeleteImageAsync(id, DigestOf("image 2"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(id, DigestOf("layer"), Ct));
        Assert.Equal(BlobUnlink.NotFound, await Links.UnlinkAsync(id, DigestOf("layer"), Ct));
    }

    [Fact]
    public async Task Linking_twice_holds_it_once()
    {
        var id = await AddRepository("one");
        await Link(id, "layer", "layer");
        Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(id, DigestOf("layer"), Ct));
        Assert.Equal([BlobOf("layer")], await Collector.ListUnlinkedBlobsAsync(10, Ct));
    }

    [Fact]
    public async Task A_mount_shows_the_blob_in_the_other_repository()
    {
        var (from, to) = (await AddRepository("from"), await AddRepository("to"));
        await Link(from, "layer");
        Assert.True(await Links.MountAsync(from, to, DigestOf("layer"), Start, Ct));
        Assert.Equal(10, (await Links.FindAsync(to, DigestOf("layer"), Ct))!.Size);
        Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(from, DigestOf("layer"), Ct));
        Assert.NotNull(await Links.FindAsync(to, DigestOf("layer"), Ct));
    }

    [Fact]
    public async Task What_the_source_does_not_hold_is_not_mounted()
    {
        var (from, to) = (await AddRepository("from"), await AddRepository("to"));
        Assert.False(await Links.MountAsync(from, to, DigestOf("layer"), Start, Ct));
        await Link(from, "layer");
        Assert.False(await Links.MountAsync(from, 987_654, DigestOf("layer"), Start, Ct));
        Assert.False(await Links.MountAsync(987_654, to, DigestOf("layer"), Start, Ct));
    }

    [Fact]
    public async Task A_deleted_repository_holds_nothing_and_takes_nothing()
    {
        var (gone, other) = (await AddRepository("gone"), await AddRepository("other"));
        await Link(gone, "layer");
        await Link(other, "layer");
        await Repositories.DeleteAsync(Home, Name("gone"), force: true, Ct);
        Assert.Null(await Links.FindAsync(gone, DigestOf("layer"), Ct));
        Assert.Empty(await Links.FindAllAsync(gone, [DigestOf("layer")], Ct));
        Assert.False(await Links.LinkAsync(gone, DigestOf("layer"), 10, Start, Ct));
        Assert.False(await Links.MountAsync(gone, other, DigestOf("layer"), Start, Ct));
        Assert.False(await Links.MountAsync(other, gone, DigestOf("layer"), Start, Ct));
        Assert.Equal(BlobUnlink.NotFound, await Links.UnlinkAsync(gone, DigestOf("layer"), Ct));
        Assert.Equal("other", Assert.Single(await Links.FindHoldersAsync(Home, BlobOf("layer"), 10, Ct)).Name.ToString());
    }

    [Fact]
    public async Task Holders_are_found_within_the_registry_alone_and_up_to_the_limit()
    {
        RegistryScope other = new("111122223333", "eu-west-1");
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        var foreign = (await Repositories.TryAddAsync(Draft("three") with { Registry = other }, Ct))!.Id;
        foreach (var id in new[] { one, two, foreign }) await Link(id, "layer");
        Assert.Equal([one, two], (await Links.FindHoldersAsync(Home, BlobOf("layer"), 10, Ct)).Select(holder => holder.Id));
        Assert.Equal([foreign], (await Links.FindHoldersAsync(other, BlobOf("layer"), 10, Ct)).Select(holder => holder.Id));
        Assert.Single(await Links.FindHoldersAsync(Home, BlobOf("layer"), 1, Ct));
        Assert.Empty(await Links.FindHoldersAsync(Home, BlobOf("unknown"), 10, Ct));
    }

    [Fact]
    public async Task Many_that_link_one_blob_at_once_hold_it_once_each()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => AddRepository($"race/{n}")));
        await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Link(ids[n % 8], "layer")));
        foreach (var id in ids) Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(id, DigestOf("layer"), Ct));
        Assert.Equal([BlobOf("layer")], await Collector.ListUnlinkedBlobsAsync(10, Ct));
    }

    [Fact]
    public async Task A_blob_of_another_domain_is_another_blob()
    {
        var plain = await AddRepository("one");
        var (first, second, dual) = (await AddEncrypted("first", "a", EncryptionType.Kms), await AddEncrypted("second", "a", EncryptionType.Kms), await AddEncrypted("dual", "a", EncryptionType.KmsDsse));
        Assert.Equal(first.Encryption, second.Encryption);
        Assert.Equal(3, new[] { BlobName.Shared, first.Encryption.Domain, dual.Encryption.Domain }.Distinct().Count());
        await Link(plain, "layer");

        Assert.False(await Links.MountAsync(plain, first.Id, DigestOf("layer"), Start, Ct));
        await Link(first.Id, "layer");
        Assert.True(await Links.MountAsync(first.Id, second.Id, DigestOf("layer"), Start, Ct));
        Assert.False(await Links.MountAsync(first.Id, dual.Id, DigestOf("layer"), Start, Ct));
        Assert.Equal(first.Encryption.Domain, (await Links.FindAsync(second.Id, DigestOf("layer"), Ct))!.Domain);
        Assert.Equal(first.Encryption.Domain, await Links.FindDomainAsync(first.Id, Ct));
        Assert.Equal([plain], (await Links.FindHoldersAsync(Home, BlobOf("layer"), 10, Ct)).Select(holder => holder.Id));
        Assert.Equal(
            [new(BlobOf("layer"), 10), new(new(first.Encryption.Domain, DigestOf("layer")), 10)],
            await Collector.ListBlobsAsync(Ct).ToListAsync(Ct));

        await Links.UnlinkAsync(plain, DigestOf("layer"), Ct);
        Assert.Equal([BlobOf("layer")], await Collector.ListUnlinkedBlobsAsync(10, Ct));
    }

    private async Task<Repository> AddEncrypted(string name, string key, EncryptionType type) =>
        (await Repositories.TryAddAsync(Draft(name) with { Encryption = new(type, $"arn:aws:kms:us-east-1:000000000000:key/{key}") }, Ct))!;
}
