using Slipway.Registry;
using Slipway.Registry.Archiving;
using Slipway.Registry.Journal;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IArchiveStore"/> must do.</summary>
public abstract class ArchiveStoreContract : RegistryContract
{
    private IArchiveStore Archive => Stores.Archive;

    [Fact]
    public async Task A_blob_may_freeze_once_all_images_that_need_it_are_archived()
    {
        var (id, blob) = await Given("one", "two");
        Assert.Empty(await Archive.ListDueAsync(ArchiveTask.Freeze, Start, 10, Ct));
        await Images.ArchiveAsync(id, DigestOf("one"), ChangeOrigin.Client, Ct);
        var due = Assert.Single(await Archive.ListDueAsync(ArchiveTask.Freeze, Start, 10, Ct));
        Assert.Equal((DigestOf("layer"), 10L), (due.Name.Digest, due.Size));
        Assert.Null(await Archive.FindFreezableHoldersAsync(due.Id, Ct));
        await Images.ArchiveAsync(id, DigestOf("two"), ChangeOrigin.Client, Ct);
        Assert.Equal([id], await Archive.FindFreezableHoldersAsync(due.Id, Ct));
        Assert.True((await Links.FindAsync(id, blob, Ct))!.IsArchived);

        var elsewhere = await AddRepository("team/other");
        Assert.True(await Links.MountAsync(id, elsewhere, blob, Start, Ct));
        Assert.Null(await Archive.FindFreezableHoldersAsync(due.Id, Ct));
        await Archive.FinishAsync(ArchiveTask.Freeze, due.Id, Ct);
        Assert.Empty(await Archive.ListDueAsync(ArchiveTask.Freeze, Start, 10, Ct));
    }

    [Fact]
    public async Task A_cold_blob_is_nobodys_until_it_is_linked_again()
    {
        var (id, layer) = await Given("one");
        var blob = await Freeze(id, "one", ["a", "b", "a"], ["a", "b"]);
        Assert.Equal(["a", "b", "a"], (await Archive.ListPiecesAsync(blob.Id, -1, 10, Ct)).Select(piece => piece.Position == 0 ? "a" : "b"));
        Assert.Equal(["b", "a"], (await Archive.ListPiecesAsync(blob.Id, 0, 10, Ct)).Select(piece => piece.Position == 0 ? "a" : "b"));
        Assert.Equal(ImagePutStatus.BlobsMissing, (await Images.PutAsync(Draft(id, "new", null, "layer"), Ct)).Status);
        Assert.Equal(ImagePutStatus.BlobsMissing, (await Images.PutAsync(Draft(id, "one", null, "layer"), Ct)).Status);
        Assert.DoesNotContain(layer, await Collector.ListBlobsAsync(Ct).Select(known => known.Name.Digest).ToListAsync(Ct));

        Assert.True(await Links.LinkAsync(id, layer, 10, Start, Ct));
        Assert.False(await Archive.IsColdAsync(blob, Ct));
        var put = await Images.PutAsync(Draft(id, "one", null, "layer"), Ct);
        Assert.Equal((ImagePutStatus.Stored, true), (put.Status, put.IsRestored));
        await Release();
    }

    [Fact]
    public async Task An_image_is_active_again_when_none_of_its_blobs_is_cold()
    {
        var (id, _) = await Given("one");
        var blob = await Freeze(id, "one", ["a"], ["a"]);
        Assert.Equal(ImageActivationStatus.Activating, (await Images.ActivateAsync(id, DigestOf("one"), Ct)).Status);
        Assert.Equal(ImageActivationStatus.NotArchived, (await Images.ActivateAsync(id, DigestOf("one"), Ct)).Status);
        Assert.Equal(ImageActivationStatus.NotFound, (await Images.ActivateAsync(id, DigestOf("none"), Ct)).Status);
        var image = Assert.Single(await Archive.ListActivatingAsync(0, 10, Ct));
        Assert.Equal(blob, Assert.Single(await Archive.ListColdBlobsAsync(image.Id, Ct)));
        Assert.False(await Archive.TryActivateAsync(image.Id, Start, Ct));
        await Archive.MakeHotAsync(blob.Id, Start, Ct);
        Assert.True(await Archive.TryActivateAsync(image.Id, Start, Ct));
        Assert.False(await Archive.TryActivateAsync(image.Id, Start, Ct));
        Assert.Equal(ImageStatus.Active, (await Images.FindAsync(id, Reference.To(DigestOf("one")), Ct))!.Status);
        await Release();
    }

    [Fact]
    public async Task Chunks_are_kept_once_and_go_with_the_last_that_needs_them()
    {
        var (id, _) = await Given("one");
        var first = await Freeze(id, "one", ["a", "b"], ["a", "b"]);
        await Link(id, "other");
        await Put(Draft(id, "two", null, "other"));
        Assert.Equal(["a"], await Archive.FindChunksAsync(BlobName.Shared, ["a", "z"], Ct));
        Assert.Empty(await Archive.FindChunksAsync(1, ["a"], Ct));
        var second = await Freeze(id, "two", ["b", "c"], ["c"]);
        await Archive.MakeHotAsync(first.Id, Start, Ct);
        Assert.Equal([first.Id], await Archive.ListReleasesAsync(Start, 10, Ct));
        Assert.Equal(1, await Archive.ReleasePiecesAsync(first.Id, 1, Ct));
        Assert.Equal(1, await Archive.ReleasePiecesAsync(first.Id, 2, Ct));
        Assert.Empty(await Archive.ListReleasesAsync(Start, 10, Ct));
        Assert.Equal(["b", "c"], (await Archive.FindChunksAsync(BlobName.Shared, ["a", "b", "c"], Ct)).Order());
        Assert.Equal(0, await Archive.ReleasePiecesAsync(second.Id, 10, Ct));
        await Archive.MakeHotAsync(second.Id, Start, Ct);
        await Release();
    }

    [Fact]
    public async Task A_cold_blob_that_nobody_holds_is_told_and_not_forgotten_before_its_pieces_are()
    {
        var (id, layer) = await Given("one");
        var blob = await Freeze(id, "one", ["a"], ["a"]);
        await Images.DeleteImageAsync(id, DigestOf("one"), null, ChangeOrigin.Client, Ct);
        Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(id, layer, Ct));
        Assert.Empty(await Collector.ListUnlinkedBlobsAsync(10, Ct));
        Assert.False(await Collector.TryForgetBlobAsync(blob.Name, Ct));
        Assert.Equal([blob.Id], await Archive.ListUnlinkedAsync(10, Ct));
        await Archive.MakeHotAsync(blob.Id, Start, Ct);
        await Release();
        Assert.True(await Collector.TryForgetBlobAsync(blob.Name, Ct));
    }

    private async Task<(long Id, Digest Layer)> Given(params string[] images)
    {
        var id = await AddRepository("team/web");
        await Link(id, "layer");
        foreach (var image in images) await Put(Draft(id, image, null, "layer"));
        return (id, DigestOf("layer"));
    }

    /// <summary>Archives an image and makes its one blob cold, of pieces five bytes long, of which some are new.</summary>
    private async Task<ArchivedBlob> Freeze(long id, string image, string[] pieces, string[] chunks)
    {
        await Images.ArchiveAsync(id, DigestOf(image), ChangeOrigin.Client, Ct);
        var blob = Assert.Single(await Archive.ListDueAsync(ArchiveTask.Freeze, Start, 10, Ct));
        await Archive.BeginFreezingAsync(blob.Id, Start, Ct);
        // The lengths must make up the blob, or verification would object.
        NewPack pack = new(
            new(BlobName.Shared, DigestOf($"pack of {image}")), 100,
            [.. chunks.Select((chunk, i) => new NewChunk(chunk, i * 10, 5, chunk == "a" && pieces.Length == 3 ? 4 : pieces.Length == 3 ? 2 : 10 / pieces.Length, false))]);
        await Archive.AddPiecesAsync(blob, 0, pieces, pack, Ct);
        Assert.True(await Archive.TryMakeColdAsync(blob, Start, Ct));
        Assert.False(await Archive.TryMakeColdAsync(blob, Start, Ct));
        Assert.Equal(blob, Assert.Single(await Archive.ListDueAsync(ArchiveTask.Drop, Start, 10, Ct)));
        Assert.Empty(await Archive.ListReleasesAsync(Start, 10, Ct));
        await Archive.FinishAsync(ArchiveTask.Drop, blob.Id, Ct);
        return blob;
    }

    private async Task Release()
    {
        foreach (var blob in await Archive.ListReleasesAsync(Start, 100, Ct))
        {
            while (await Archive.ReleasePiecesAsync(blob, 1, Ct) > 0)
            {
            }
        }
    }
}
