using Slipway.Registry.Journal;
using Slipway.Registry.Usage;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IRepositoryUsageStore"/> must do.</summary>
public abstract class RepositoryUsageStoreContract : RegistryContract
{
    [Fact]
    public async Task An_empty_repository_holds_nothing_and_one_that_is_gone_is_not_there()
    {
        var id = await AddRepository("one");
        Assert.Equal(new RepositoryUsage(0, 0, 0, 0, 0, 0, 0, 0, null, null), await Stores.Usage.FindAsync(id, Ct));
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.Null(await Stores.Usage.FindAsync(id, Ct));
    }

    [Fact]
    public async Task Bytes_are_told_as_logical_unique_and_shared()
    {
        var (one, two) = (await AddRepository("one"), await AddRepository("two"));
        await Link(one, "own", "common");
        Assert.True(await Links.MountAsync(one, two, DigestOf("common"), Start, Ct));
        var first = await Put(Draft(one, "first", "v1", "own", "common"));
        await Put(Draft(one, "first", "v2", "own", "common"));
        var second = await Put(Draft(one, "second", null, "common") with { PushedAt = Start.AddDays(1) });
        await Put(Draft(one, "index", "multi") with { MediaType = "application/vnd.oci.image.index.v1+json", Children = [first, second] });
        await Images.RecordPullsAsync([new(one, first, Start.AddDays(2))], Ct);
        var usage = await Stores.Usage.FindAsync(one, Ct);
        Assert.Equal(new RepositoryUsage(3, 3, 20 + 10, 20 + 5 + 6 + 5, 10, 10, 0, 0, Start.AddDays(1), Start.AddDays(2)), usage);
    }

    [Fact]
    public async Task What_is_in_the_recycle_bin_is_told_apart()
    {
        var id = await AddRepository("one");
        await Stores.RecycleBin.PutRetentionAsync(id, 7, Ct);
        await Link(id, "layer");
        var digest = await Put(Draft(id, "image", "v1", "layer"));
        await Images.DeleteImageAsync(id, digest, null, ChangeOrigin.Client, Ct);
        Assert.Equal(new RepositoryUsage(0, 0, 0, 15, 10, 0, 1, 10, null, null), await Stores.Usage.FindAsync(id, Ct));
    }
}
