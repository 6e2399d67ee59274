using Microsoft.Data.Sqlite;
using Slipway.Adapters.Tests.Contracts;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Journal;
using SQLitePCL;

namespace Slipway.Adapters.Tests.Sql;

/// <summary>
/// A page costs the same in a store a hundred times the size, first page or last. The cost is counted in
/// instructions of SQLite's machine, which are the same on every run, and not in time, which is not.
/// </summary>
public sealed class PageCostTests(ITestOutputHelper output)
{
    private const int Page = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_costs_the_same_in_a_store_a_hundred_times_the_size()
    {
        var small = await Costs(size: 100);
        var large = await Costs(size: 10_000);
        foreach (var (listing, cost) in small)
        {
            output.WriteLine($"{listing}: {cost} steps in the small store, {large[listing]} in the large one");
            Assert.InRange(large[listing], cost / 2, cost * 2);
        }
    }

    private static async Task<Dictionary<string, int>> Costs(int size)
    {
        await using var stores = (SqliteStores)await SqliteStores.Open(TimeProvider.System);
        var (repository, names) = await Fill(stores, size);
        var (images, collector, subject) = (stores.Images, stores.Collector, RegistryContract.DigestOf("subject"));
        Dictionary<string, int> costs = [];

        // The last page begins before the last twenty.
        async Task Measure<T>(string listing, Func<T?, int, ValueTask<IReadOnlyList<T>>> list)
        {
            await list(default, Page);
            costs[$"{listing}, first page"] = await Steps(stores, async () => Assert.Equal(Page, (await list(default, Page)).Count));
            var before = (await list(default, 100_000))[^(Page + 1)];
            costs[$"{listing}, last page"] = await Steps(stores, async () => Assert.Equal(Page, (await list(before, Page)).Count));
        }

        await Measure<RepositoryName?>("repositories", async (after, limit) =>
            [.. (await stores.Repositories.ListAsync(RegistryContract.Home, after, limit, Ct)).Items.Select(item => (RepositoryName?)item.Name)]);
        await Measure<ImageTag?>("tags", async (after, limit) =>
            [.. (await images.ListTagsAsync(repository, after, limit, Ct)).Items.Select(tag => (ImageTag?)tag)]);
        foreach (var filter in from tags in Enum.GetValues<TagStatus>() from status in new ImageStatus?[] { null, ImageStatus.Active, ImageStatus.Archived } select new ImageFilter(tags, status))
        {
            await Measure<Digest?>($"images ({filter})", async (after, limit) =>
                [.. (await images.ListImagesAsync(repository, filter, after, limit, Ct)).Items.Select(image => (Digest?)image.Digest)]);
            await Measure<ImageId>($"image ids ({filter})", async (after, limit) =>
                (await images.ListImageIdsAsync(repository, filter, after, limit, Ct)).Items);
        }

        await Measure<Digest?>("images for lifecycle policies", async (after, limit) =>
            [.. (await images.ListForLifecycleAsync(repository, after, limit, Ct)).Items.Select(image => (Digest?)image.Digest)]);

        foreach (var type in new[] { null, "text/rare" })
        {
            await Measure<Digest?>($"referrers ({type ?? "all"})", async (after, limit) =>
                [.. (await images.ListReferrersAsync(repository, subject, type, after, limit, Ct)).Items.Select(referrer => (Digest?)referrer.Digest)]);
        }

        await Measure<LinkKey?>("unreferenced links", async (after, limit) =>
            [.. (await collector.ListUnreferencedLinksAsync(DateTimeOffset.MaxValue, after, limit, Ct)).Select(link => (LinkKey?)link)]);
        await Measure<BlobName?>("unlinked blobs", async (_, limit) =>
            [.. (await collector.ListUnlinkedBlobsAsync(limit, Ct)).Select(name => (BlobName?)name)]);
        costs["a tag"] = await Steps(stores, async () => await images.FindAsync(repository, Reference.To(ImageTag.Parse("tag-7")), Ct));
        costs["a repository"] = await Steps(stores, async () => await stores.Repositories.FindAsync(RegistryContract.Home, names[7], Ct));
        return costs;
    }

    private static async Task<(long Repository, List<RepositoryName> Names)> Fill(SqliteStores stores, int size)
    {
        var added = await Task.WhenAll(Enumerable.Range(0, size).Select(n => stores.Repositories.TryAddAsync(RegistryContract.Draft($"team/{n}"), Ct).AsTask()));
        var repository = added[0]!.Id;
        await stores.Links.LinkAsync(repository, RegistryContract.DigestOf("layer"), 10, RegistryContract.Start, Ct);
        await Task.WhenAll(Enumerable.Range(0, size).Select(async n =>
        {
            // Every kind is a part of the same repository, so that each filter has something to pass over.
            var image = RegistryContract.Draft(repository, $"image {n}", n % 2 == 0 ? $"tag-{n}" : null, "layer");
            if (n % 3 == 0) image = image with { Subject = RegistryContract.DigestOf("subject"), ArtifactType = n >= 90 ? "text/common" : "text/rare" };
            await stores.Images.PutAsync(image, Ct);
            if (n % 4 < 2) await stores.Images.ArchiveAsync(repository, image.Digest, ChangeOrigin.Client, Ct);
            await stores.Links.LinkAsync(repository, RegistryContract.DigestOf($"loose {n}"), 10, RegistryContract.Start, Ct);
            await stores.Links.LinkAsync(repository, RegistryContract.DigestOf($"unlinked {n}"), 10, RegistryContract.Start, Ct);
            await stores.Links.UnlinkAsync(repository, RegistryContract.DigestOf($"unlinked {n}"), Ct);
        }));
        return (repository, [.. added.Select(item => item!.Name)]);
    }

    /// <summary>Instructions that a read executes on the one connection that is in use here.</summary>
    private static async Task<int> Steps(SqliteStores stores, Func<Task> read)
    {
        var steps = 0;
        delegate_progress count = _ =>
        {
            steps++;
            return 0;
        };
        await Handle(stores, handle => raw.sqlite3_progress_handler(handle, 1, count, null));
        await read();
        await Handle(stores, handle => raw.sqlite3_progress_handler(handle, 0, null, null));
        GC.KeepAlive(count);
        return steps;
    }

    private static async Task Handle(SqliteStores stores, Action<sqlite3> act) => await stores.Database.ReadAsync(
        session =>
        {
            act(((SqliteConnection)session.Connection).Handle!);
            return 0;
        },
        Ct);
}
