using Slipway.Identity.Passwords;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of password policies must do.</summary>
public abstract class PasswordPolicyStoreContract
{
    private const string Account = "123456789012";

    private protected abstract IPasswordPolicyStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_is_found_as_it_was_set()
    {
        Assert.Null(await Store.FindAsync(Account, Ct));
        PasswordPolicy policy = new(14, true, false, true, false, true) { MaxAge = 90, ReusePrevention = 24, HardExpiry = false };
        await Store.SetAsync(Account, policy, Ct);
        Assert.Equal(policy, await Store.FindAsync(Account, Ct));
        Assert.Null(await Store.FindAsync("210987654321", Ct));
    }

    [Fact]
    public async Task Another_takes_its_place_whole()
    {
        await Store.SetAsync(Account, new(14, true, true, true, true, true) { MaxAge = 90, ReusePrevention = 24, HardExpiry = true }, Ct);
        PasswordPolicy plain = new(6, false, false, false, false, false);
        await Store.SetAsync(Account, plain, Ct);
        Assert.Equal(plain, await Store.FindAsync(Account, Ct));
    }

    [Fact]
    public async Task It_is_deleted_once()
    {
        Assert.False(await Store.DeleteAsync(Account, Ct));
        await Store.SetAsync(Account, new(6, false, false, false, false, false), Ct);
        Assert.True(await Store.DeleteAsync(Account, Ct));
        Assert.False(await Store.DeleteAsync(Account, Ct));
        Assert.Null(await Store.FindAsync(Account, Ct));
    }
}
