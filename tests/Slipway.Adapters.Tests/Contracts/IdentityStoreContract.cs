using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Policies;
using Slipway.Identity.Users;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every identity store must do.</summary>
public abstract class IdentityStoreContract
{
    private const string Policy = AwsManagedPolicies.AdministratorAccess;

    private protected abstract IIdentityStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private protected abstract IAccessKeyStore Keys { get; }

    private protected abstract IAttachmentStore Attachments { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_with_its_user()
    {
        var user = await AddUserAsync("alice");
        await AddKeyAsync(Key("AKIA1", user));

        var identity = await Store.FindByAccessKeyAsync("AKIA1", Ct);

        Assert.Equal(user, identity!.User);
        Assert.Equal("AKIA1", identity.Key.Id);
        Assert.Equal([1, 2, 3], identity.Key.SealedSecret.ToArray());
        Assert.True(identity.Key.IsActive);
        Assert.False(identity.Key.IsInitial);
        Assert.Equal(Then, identity.Key.CreatedAt);
    }

    [Fact]
    public async Task A_key_is_found_by_its_exact_id_only()
    {
        var user = await AddUserAsync("alice");
        await AddKeyAsync(Key("AKIA1", user));
        Assert.Null(await Store.FindByAccessKeyAsync("akia1", Ct));
        Assert.Null(await Store.FindByAccessKeyAsync("AKIA", Ct));
        Assert.Null(await Store.FindByAccessKeyAsync("AKIA_", Ct));
    }

    [Fact]
    public async Task A_user_is_found_in_its_account_without_regard_to_case()
    {
        var user = await AddUserAsync("Alice");
        Assert.Equal(Addition.Added, await Users.AddAsync(User("alice") with { Account = OtherAccount }, Plenty, Ct));
        Assert.Equal(user, await Store.FindUserAsync(Account, "ALICE", Ct));
    }

    [Fact]
    public async Task An_account_has_users_once_one_is_added()
    {
        Assert.False(await Store.HasUsersAsync(Account, Ct));
        await AddUserAsync("alice");
        Assert.True(await Store.HasUsersAsync(Account, Ct));
        Assert.False(await Store.HasUsersAsync(OtherAccount, Ct));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_creation()
    {
        var user = await AddUserAsync("alice");
        await AddKeyAsync(Key("AKIA2", user) with { CreatedAt = Then.AddDays(1) });
        await AddKeyAsync(Key("AKIA3", user));
        Assert.Equal(["AKIA3", "AKIA2"], (await Store.ListAccessKeysAsync(user.Id, Ct)).Select(key => key.Id));
    }

    [Fact]
    public async Task Establishing_makes_the_user_its_policy_and_its_key()
    {
        var admin = User("admin");
        Assert.True(await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct));
        var identity = await Store.FindByAccessKeyAsync("KEY1", Ct);
        Assert.Equal(admin, identity!.User);
        Assert.Equal([Policy], (await Attachments.ListAsync(admin.Id, Ct)).Select(policy => policy.ToString()));
        Assert.True(identity.Key.IsInitial);
    }

    [Fact]
    public async Task Establishing_again_replaces_the_initial_key_and_leaves_the_others()
    {
        var admin = User("admin");
        await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct);
        await AddKeyAsync(Key("AKIA1", admin));
        Assert.True(await Store.EstablishAsync(admin, Policy, Initial("KEY2", admin) with { CreatedAt = Then.AddDays(1) }, Ct));
        Assert.Equal(["AKIA1", "KEY2"], (await Store.ListAccessKeysAsync(admin.Id, Ct)).Select(key => key.Id));
    }

    [Fact]
    public async Task Establishing_takes_no_key_of_another_user_but_an_initial_one()
    {
        var alice = await AddUserAsync("alice");
        await AddKeyAsync(Key("AKIA1", alice));
        var admin = User("admin");
        Assert.False(await Store.EstablishAsync(admin, Policy, Initial("AKIA1", admin), Ct));
        Assert.Null(await Store.FindUserAsync(Account, "admin", Ct));

        await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct);
        var other = User("admin") with { Account = OtherAccount, Id = "AIDAOTHER" };
        Assert.True(await Store.EstablishAsync(other, Policy, Initial("KEY1", other), Ct));
        Assert.Equal(OtherAccount, (await Store.FindByAccessKeyAsync("KEY1", Ct))!.User.Account);
    }

    private static AccessKey Initial(string id, User user) => Key(id, user) with { IsInitial = true };

    private async Task<User> AddUserAsync(string name)
    {
        var user = User(name);
        Assert.Equal(Addition.Added, await Users.AddAsync(user, Plenty, Ct));
        return user;
    }

    private async Task AddKeyAsync(AccessKey key) => Assert.Equal(KeyAddition.Added, await Keys.AddAsync(key, Plenty, Ct));
}
