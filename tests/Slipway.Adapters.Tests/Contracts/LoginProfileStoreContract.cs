using Slipway.Identity;
using Slipway.Identity.LoginProfiles;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of passwords must do.</summary>
public abstract class LoginProfileStoreContract
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly User Alice = new("AIDAALICE", "123456789012", "/", "alice", Then);

    private protected abstract ILoginProfileStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_is_found_as_it_was_added()
    {
        await Users.AddAsync(Alice, IdentitySamples.Plenty, Ct);
        var profile = Profile("one") with { FormerHashes = ["b", "a"], IsResetRequired = true, ChangedAt = Then.AddDays(1) };
        Assert.True(await Store.TryAddAsync(profile, Ct));
        Same(profile, await Store.FindAsync(Alice.Id, Ct));
        Assert.Null(await Store.FindAsync("AIDAOTHER", Ct));
    }

    [Fact]
    public async Task A_user_that_is_there_has_one()
    {
        Assert.False(await Store.TryAddAsync(Profile("one"), Ct));
        await Users.AddAsync(Alice, IdentitySamples.Plenty, Ct);
        Assert.True(await Store.TryAddAsync(Profile("one"), Ct));
        Assert.False(await Store.TryAddAsync(Profile("two"), Ct));
        Same(Profile("one"), await Store.FindAsync(Alice.Id, Ct));
    }

    [Fact]
    public async Task It_is_replaced_only_as_it_was_found()
    {
        await Users.AddAsync(Alice, IdentitySamples.Plenty, Ct);
        var one = Profile("one");
        await Store.TryAddAsync(one, Ct);
        var two = one.WithPassword("two", Then.AddDays(1));
        Assert.True(await Store.TryReplaceAsync(one, two, Ct));
        Assert.False(await Store.TryReplaceAsync(one, one.WithPassword("three", Then), Ct));
        Same(two, await Store.FindAsync(Alice.Id, Ct));
        Assert.Equal(["one"], two.FormerHashes);
    }

    [Fact]
    public async Task It_is_deleted_once()
    {
        await Users.AddAsync(Alice, IdentitySamples.Plenty, Ct);
        await Store.TryAddAsync(Profile("one"), Ct);
        Assert.True(await Store.DeleteAsync(Alice.Id, Ct));
        Assert.False(await Store.DeleteAsync(Alice.Id, Ct));
        Assert.Null(await Store.FindAsync(Alice.Id, Ct));
        Assert.False(await Store.TryReplaceAsync(Profile("one"), Profile("two"), Ct));
    }

    private static LoginProfile Profile(string hash) => new(Alice.Id, hash, IsResetRequired: false, Then, Then);

    private static void Same(LoginProfile expected, LoginProfile? found)
    {
        Assert.Equal(expected with { FormerHashes = [] }, found! with { FormerHashes = [] });
        Assert.Equal(expected.FormerHashes, found.FormerHashes);
    }
}
