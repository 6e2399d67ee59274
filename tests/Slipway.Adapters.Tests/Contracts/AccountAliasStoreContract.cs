using Slipway.Identity.Accounts;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of account aliases must do.</summary>
public abstract class AccountAliasStoreContract
{
    private const string Account = "123456789012", Other = "210987654321";

    private protected abstract IAccountAliasStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alias_takes_the_place_of_the_one_before()
    {
        Assert.Null(await Store.FindAsync(Account, Ct));
        Assert.True(await Store.TrySetAsync(Account, "acme", Ct));
        Assert.True(await Store.TrySetAsync(Account, "acme-2", Ct));
        Assert.Equal("acme-2", await Store.FindAsync(Account, Ct));
        Assert.True(await Store.TrySetAsync(Other, "acme", Ct));
    }

    [Fact]
    public async Task An_alias_belongs_to_one_account()
    {
        Assert.True(await Store.TrySetAsync(Account, "acme", Ct));
        Assert.False(await Store.TrySetAsync(Account, "acme", Ct));
        Assert.False(await Store.TrySetAsync(Other, "acme", Ct));
        Assert.Null(await Store.FindAsync(Other, Ct));
    }

    [Fact]
    public async Task An_alias_is_deleted_by_its_account()
    {
        await Store.TrySetAsync(Account, "acme", Ct);
        Assert.False(await Store.DeleteAsync(Other, "acme", Ct));
        Assert.False(await Store.DeleteAsync(Account, "other", Ct));
        Assert.True(await Store.DeleteAsync(Account, "acme", Ct));
        Assert.False(await Store.DeleteAsync(Account, "acme", Ct));
        Assert.Null(await Store.FindAsync(Account, Ct));
    }
}
