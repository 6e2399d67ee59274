using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Quotas;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IStorageQuotaStore"/> must do, and what the stores of links and images must make of it.</summary>
public abstract class StorageQuotaStoreContract : RegistryContract
{
    private IStorageQuotaStore Quotas => Stores.Quotas;

    [Fact]
    public async Task What_is_linked_and_pushed_is_held()
    {
        var id = await AddRepository("one");
        Assert.Equal(new StorageUse(0, null), await Quotas.FindAsync(id, Ct));
        Assert.Equal(new StorageUse(0, null), await Quotas.FindAsync(Home, Ct));
        await Link(id, "a", "b", "a");
        Assert.Equal(new StorageUse(20, null), await Quotas.FindAsync(id, Ct));
        var digest = await Put(Draft(id, "12345", "tag", "a"));
        Assert.Equal(25, (await Quotas.FindAsync(id, Ct))!.HeldBytes);
        await Images.DeleteImageAsync(id, digest, null, ChangeOrigin.Client, Ct);
        Assert.Equal(20, (await Quotas.FindAsync(id, Ct))!.HeldBytes);
        Assert.Equal(BlobUnlink.Unlinked, await Links.UnlinkAsync(id, DigestOf("a"), Ct));
        Assert.Equal(10, (await Quotas.FindAsync(Home, Ct)).HeldBytes);
    }

    [Fact]
    public async Task A_blob_of_two_repositories_counts_in_both()
    {
        var (one, other) = (await AddRepository("one"), await AddRepository("other"));
        await Link(one, "a");
        Assert.True(await Links.MountAsync(one, other, DigestOf("a"), Start, Ct));
        Assert.Equal(10, (await Quotas.FindAsync(other, Ct))!.HeldBytes);
        Assert.Equal(20, (await Quotas.FindAsync(Home, Ct)).HeldBytes);
    }

    [Fact]
    public async Task A_quota_is_kept_to_the_byte()
    {
        var id = await AddRepository("one");
        Assert.True(await Quotas.PutAsync(id, 25, Ct));
        await Link(id, "a", "b");
        var refusal = await Assert.ThrowsAsync<StorageQuotaException>(() => Link(id, "c"));
        Assert.Equal("The storage quota of 25 bytes of the repository with name 'one' in the registry with id '000000000000' leaves no room for 10 more bytes: 20 bytes are held", refusal.Message);
        Assert.Null(await Links.FindAsync(id, DigestOf("c"), Ct));
        Assert.Empty(await Stores.WrongCountsAsync());
        // What is there already is not refused.
        await Link(id, "a");
        await Assert.ThrowsAsync<StorageQuotaException>(() => Put(Draft(id, "123456", "tag", "a")));
        Assert.Null(await Images.FindAsync(id, Reference.To(Tag("tag")), Ct));
        await Put(Draft(id, "12345", "tag", "a"));
        Assert.Null(await Quotas.RefusalOfAsync(id, 0, Ct));
        Assert.NotNull(await Quotas.RefusalOfAsync(id, 1, Ct));
        Assert.NotNull(await Quotas.RefusalOfAsync(id, long.MaxValue, Ct));
    }

    [Fact]
    public async Task Its_own_quota_and_its_registrys_bind_a_repository()
    {
        var (one, other) = (await AddRepository("one"), await AddRepository("other"));
        Assert.False(await Quotas.IsBoundAsync(one, Ct));
        Assert.False(await Quotas.IsBoundAsync(4711, Ct));
        await Quotas.PutAsync(one, 0, Ct);
        Assert.Equal((true, false), (await Quotas.IsBoundAsync(one, Ct), await Quotas.IsBoundAsync(other, Ct)));
        await Quotas.PutAsync(Home, 100, Ct);
        Assert.True(await Quotas.IsBoundAsync(other, Ct));
        await Quotas.PutAsync(Home, null, Ct);
        Assert.Equal((true, false), (await Quotas.IsBoundAsync(one, Ct), await Quotas.IsBoundAsync(other, Ct)));
    }

    [Fact]
    public async Task A_registrys_quota_holds_for_all_its_repositories_together()
    {
        var (one, other) = (await AddRepository("one"), await AddRepository("other"));
        await Quotas.PutAsync(Home, 20, Ct);
        await Link(one, "a");
        await Link(other, "b");
        var refusal = await Assert.ThrowsAsync<StorageQuotaException>(() => Link(other, "c"));
        Assert.Equal("The storage quota of 20 bytes of the registry with id '000000000000' leaves no room for 10 more bytes: 20 bytes are held", refusal.Message);
        await Assert.ThrowsAsync<StorageQuotaException>(async () => await Links.MountAsync(one, other, DigestOf("a"), Start, Ct));
        await Quotas.PutAsync(Home, null, Ct);
        await Link(other, "c");
    }

    [Fact]
    public async Task A_quota_below_what_is_held_deletes_nothing()
    {
        var id = await AddRepository("one");
        await Link(id, "a", "b");
        Assert.True(await Quotas.PutAsync(id, 5, Ct));
        Assert.Equal(new StorageUse(20, 5), await Quotas.FindAsync(id, Ct));
        await Assert.ThrowsAsync<StorageQuotaException>(() => Link(id, "c"));
        Assert.NotNull(await Links.FindAsync(id, DigestOf("a"), Ct));
    }

    [Fact]
    public async Task Pushes_side_by_side_do_not_exceed_a_quota_together()
    {
        var id = await AddRepository("one");
        await Quotas.PutAsync(id, 105, Ct);
        var tries = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(async () =>
        {
            try
            {
                return await Links.LinkAsync(id, DigestOf($"blob {number}"), 10, Start, Ct);
            }
            catch (StorageQuotaException)
            {
                return false;
            }
        }, Ct)));
        Assert.Equal(10, tries.Count(isLinked => isLinked));
        Assert.Equal(new StorageUse(100, 105), await Quotas.FindAsync(id, Ct));
    }

    [Fact]
    public async Task Quotas_are_listed_by_name_and_only_where_there_is_one()
    {
        foreach (var name in new[] { "cc", "aa", "dd", "bb" }) await AddRepository(name);
        foreach (var name in new[] { "cc", "aa", "bb" }) await Quotas.PutAsync((await Repositories.FindAsync(Home, Name(name), Ct))!.Id, 1, Ct);
        var page = await Quotas.ListAsync(Home, null, 2, Ct);
        Assert.Equal(("aa bb", true), (string.Join(' ', page.Items.Select(item => item.Repository)), page.HasMore));
        page = await Quotas.ListAsync(Home, Name("bb"), 2, Ct);
        Assert.Equal(("cc", false), (string.Join(' ', page.Items.Select(item => item.Repository)), page.HasMore));
        Assert.Empty((await Quotas.ListAsync(new("111122223333", "us-east-1"), null, 2, Ct)).Items);
    }

    [Fact]
    public async Task A_repository_that_is_gone_has_no_quota_and_frees_what_it_held_when_it_is_cleared()
    {
        var id = await AddRepository("one");
        await Link(id, "a");
        await Put(Draft(id, "12345", "tag", "a"));
        await Repositories.DeleteAsync(Home, Name("one"), force: true, Ct);
        Assert.Null(await Quotas.FindAsync(id, Ct));
        Assert.False(await Quotas.PutAsync(id, 1, Ct));
        Assert.Equal(15, (await Quotas.FindAsync(Home, Ct)).HeldBytes);
        while (await Collector.ClearDeletedAsync(10, Ct) > 0)
        {
        }

        Assert.Equal(0, (await Quotas.FindAsync(Home, Ct)).HeldBytes);
    }
}
