using Slipway.Kernel;
using Slipway.Kms.Keys;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every <see cref="IKeyStore"/> must do.</summary>
public abstract class KeyStoreContract
{
    private const string Account = "000000000000", Region = "us-east-1";

    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private protected abstract IKeyStore Keys { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_comes_back_as_it_was_added_and_changed()
    {
        var key = Key("a") with { Description = "für Schichten", Policy = "{}", Tags = new([new("k", "v")]) };
        Assert.True(await Keys.TryAddAsync(key, [1, 2, 3], null, Ct));
        Assert.Equal(key, await Keys.FindAsync(Account, Region, "a", Ct));
        Assert.Null(await Keys.FindAsync(Account, "eu-west-1", "a", Ct));
        Assert.Equal([1, 2, 3], await Keys.FindMaterialAsync(key.Arn, Ct));

        var changed = key with { Description = "", State = KeyState.PendingDeletion, DeletedAt = Start.AddDays(7), Policy = null, Tags = TagSet.Empty };
        Assert.Equal(changed, await Keys.ChangeAsync(Account, Region, "a", _ => changed, Ct));
        Assert.Equal(changed, await Keys.FindAsync(Account, Region, "a", Ct));
        Assert.Null(await Keys.ChangeAsync(Account, Region, "b", _ => changed, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Keys.ChangeAsync(Account, Region, "a", _ => throw new InvalidOperationException(), Ct));
    }

    [Fact]
    public async Task Aliases_name_one_key_each_within_their_account_and_region()
    {
        await Keys.TryAddAsync(Key("a"), [1], null, Ct);
        Assert.True(await Keys.TryAddAsync(Key("b"), [1], "alias/one", Ct));
        Assert.False(await Keys.TryAddAsync(Key("c"), [1], "alias/one", Ct));
        Assert.Null(await Keys.FindAsync(Account, Region, "c", Ct));
        Assert.Equal("b", (await Keys.FindByAliasAsync(Account, Region, "alias/one", Ct))!.KeyId);
        Assert.Null(await Keys.FindByAliasAsync(Account, "eu-west-1", "alias/one", Ct));
        Assert.False(await Keys.TryAddAliasAsync(new(Account, Region, "alias/one", "a", Start, Start), Ct));
        Assert.True(await Keys.TryAddAliasAsync(new(Account, Region, "alias/two", "a", Start, Start), Ct));

        Assert.True(await Keys.MoveAliasAsync(Account, Region, "alias/one", "a", Start.AddDays(1), Ct));
        Assert.False(await Keys.MoveAliasAsync(Account, Region, "alias/none", "a", Start, Ct));
        Assert.Equal(new KmsAlias(Account, Region, "alias/one", "a", Start, Start.AddDays(1)), (await Keys.ListAliasesAsync(Account, Region, "a", null, 1, Ct)).Items.Single());
        Assert.Equal(["alias/two"], (await Keys.ListAliasesAsync(Account, Region, "a", "alias/one", 10, Ct)).Items.Select(alias => alias.Name));
        Assert.True((await Keys.ListAliasesAsync(Account, Region, null, null, 1, Ct)).HasMore);
        Assert.Empty((await Keys.ListAliasesAsync(Account, Region, "b", null, 10, Ct)).Items);
        Assert.True(await Keys.DeleteAliasAsync(Account, Region, "alias/one", Ct));
        Assert.False(await Keys.DeleteAliasAsync(Account, Region, "alias/one", Ct));
    }

    [Fact]
    public async Task Keys_are_listed_in_order()
    {
        foreach (var id in new[] { "c", "a", "b" }) await Keys.TryAddAsync(Key(id), [1], null, Ct);
        await Keys.TryAddAsync(Key("d") with { Account = "111111111111" }, [1], null, Ct);
        var page = await Keys.ListAsync(Account, Region, null, 2, Ct);
        Assert.True(page.HasMore);
        Assert.Equal(["a", "b"], page.Items.Select(key => key.KeyId));
        Assert.Equal(["c"], (await Keys.ListAsync(Account, Region, "b", 2, Ct)).Items.Select(key => key.KeyId));
    }

    [Fact]
    public async Task A_key_is_destroyed_when_its_time_has_come_and_not_before()
    {
        foreach (var id in new[] { "a", "b", "c" }) await Keys.TryAddAsync(Key(id), [1], $"alias/{id}", Ct);
        await Keys.ChangeAsync(Account, Region, "a", key => key with { State = KeyState.PendingDeletion, DeletedAt = Start.AddDays(7) }, Ct);
        await Keys.ChangeAsync(Account, Region, "b", key => key with { State = KeyState.PendingDeletion, DeletedAt = Start.AddDays(8) }, Ct);
        Assert.Empty(await Keys.DestroyDueAsync(Start.AddDays(6), 10, Ct));
        Assert.Equal([Key("a").Arn], await Keys.DestroyDueAsync(Start.AddDays(7), 10, Ct));
        Assert.Null(await Keys.FindAsync(Account, Region, "a", Ct));
        Assert.Null(await Keys.FindMaterialAsync(Key("a").Arn, Ct));
        Assert.Equal(["alias/b", "alias/c"], (await Keys.ListAliasesAsync(Account, Region, null, null, 10, Ct)).Items.Select(alias => alias.Name));
    }

    private static KmsKey Key(string id) => new(Account, Region, id, "", KeyState.Enabled, KeyOwner.Customer, Start, null, null, TagSet.Empty);
}
