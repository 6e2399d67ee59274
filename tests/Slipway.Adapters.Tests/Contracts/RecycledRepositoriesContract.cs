using Slipway.Registry;
using Slipway.Registry.RecycleBin;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>The part of <see cref="IRecycleBinStore"/> that is about whole repositories.</summary>
public abstract class RecycledRepositoriesContract : RegistryContract
{
    private IRecycleBinStore Bin => Stores.RecycleBin;

    [Fact]
    public async Task A_deleted_repository_comes_back_with_all_that_it_had()
    {
        await Bin.PutRetentionAsync(Home, 7, Ct);
        var id = await AddRepository("one");
        await Link(id, "layer");
        var digest = await Put(Draft(id, "image", "tag", "layer"));
        var before = await Repositories.FindAsync(Home, Name("one"), Ct);
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        var recycled = await Bin.FindRepositoryAsync(Home, Name("one"), null, Ct);
        Assert.Equal(new(id, Home, Name("one"), Start, Start, Start.AddDays(7)), recycled);
        Assert.Equal(0, await Collector.ClearDeletedAsync(100, Ct));
        Assert.Empty(await Stores.WrongCountsAsync());
        Assert.True(await Bin.RestoreRepositoryAsync(id, Start, Ct));
        Assert.Equal(before, await Repositories.FindAsync(Home, Name("one"), Ct));
        Assert.Equal(digest, (await Images.FindAsync(id, Reference.To(Tag("tag")), Ct))!.Digest);
        Assert.NotNull(await Links.FindAsync(id, DigestOf("layer"), Ct));
        Assert.Null(await Bin.FindRepositoryAsync(Home, Name("one"), null, Ct));
        Assert.False(await Bin.RestoreRepositoryAsync(id, Start, Ct));
        await Bin.PutRetentionAsync(Home, 0, Ct);
    }

    [Fact]
    public async Task Without_retention_a_repository_is_cleared_away()
    {
        await AddRepository("one");
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.Null(await Bin.FindRepositoryAsync(Home, Name("one"), null, Ct));
        Assert.True(await Collector.ClearDeletedAsync(100, Ct) > 0);
    }

    [Fact]
    public async Task A_name_that_is_taken_stays_with_who_has_it()
    {
        var old = await Recycle("one");
        var other = await AddRepository("one");
        Assert.False(await Bin.RestoreRepositoryAsync(old, Start, Ct));
        Assert.Equal(other, (await Repositories.FindAsync(Home, Name("one"), Ct))!.Id);
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.True(await Bin.RestoreRepositoryAsync(old, Start, Ct));
        Assert.True(await Bin.PutRetentionAsync(old, null, Ct));
    }

    [Fact]
    public async Task Several_of_one_name_are_told_apart()
    {
        var (first, second, third) = (await Recycle("one"), await Recycle("one"), await Recycle("another"));
        var all = (await Bin.ListRepositoriesAsync(Home, null, 10, Ct)).Items;
        Assert.Equal([third, first, second], all.Select(item => item.Id));
        var page = await Bin.ListRepositoriesAsync(Home, all[1], 10, Ct);
        Assert.Equal([second], page.Items.Select(item => item.Id));
        Assert.True((await Bin.ListRepositoriesAsync(Home, null, 2, Ct)).HasMore);
        Assert.Equal(second, (await Bin.FindRepositoryAsync(Home, Name("one"), null, Ct))!.Id);
        Assert.Equal(first, (await Bin.FindRepositoryAsync(Home, Name("one"), first, Ct))!.Id);
        Assert.Null(await Bin.FindRepositoryAsync(Home, Name("one"), third, Ct));
        Assert.Null(await Bin.FindRepositoryAsync(Home with { Account = "111122223333" }, Name("one"), null, Ct));
        foreach (var id in new[] { first, second, third }) Assert.True(await Bin.PurgeRepositoryAsync(id, Ct));
    }

    [Fact]
    public async Task What_was_purged_or_has_expired_goes_to_the_collector()
    {
        var (purged, expired) = (await Recycle("one"), await Recycle("two"));
        Assert.Equal(0, await Bin.ExpireAsync(Start.AddDays(7).AddMilliseconds(-1), 10, Ct));
        Assert.True(await Bin.PurgeRepositoryAsync(purged, Ct));
        Assert.False(await Bin.PurgeRepositoryAsync(purged, Ct));
        Assert.False(await Bin.RestoreRepositoryAsync(purged, Start, Ct));
        Assert.False(await Bin.RestoreRepositoryAsync(expired, Start.AddDays(7), Ct));
        Assert.Equal(1, await Bin.ExpireAsync(Start.AddDays(7), 10, Ct));
        Assert.Empty((await Bin.ListRepositoriesAsync(Home, null, 10, Ct)).Items);
        while (await Collector.ClearDeletedAsync(3, Ct) > 0) Assert.Empty(await Stores.WrongCountsAsync());
        Assert.DoesNotContain(await Stores.RowsAsync(), row => !row.StartsWith("blob:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_emptied_bin_of_a_repository_goes_with_it()
    {
        var id = await AddRepository("one");
        await Bin.PutRetentionAsync(id, 7, Ct);
        await Link(id, "layer");
        var digest = await Put(Draft(id, "image", "tag", "layer"));
        await Images.DeleteImageAsync(id, digest, null, Registry.Journal.ChangeOrigin.Client, Ct);
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.True(await Bin.PurgeRepositoryAsync(id, Ct));
        // The suite's own end looks for rows that stay.
    }

    private async Task<long> Recycle(string name)
    {
        var id = await AddRepository(name);
        await Bin.PutRetentionAsync(id, 7, Ct);
        await Link(id, "layer");
        await Put(Draft(id, $"image of {name}", "tag", "layer"));
        Assert.True((await Repositories.DeleteAsync(Home, Name(name), force: true, Ct)).IsDeleted);
        return id;
    }
}
