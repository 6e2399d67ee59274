using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every identity store must do.</summary>
public abstract class IdentityStoreContract
{
    private const string Account = "123456789012";
    private const string Policy = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IIdentityStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_with_its_user_and_what_is_attached_to_it()
    {
        var user = await AddUserAsync("alice");
        Assert.True(await Store.AttachPolicyAsync(user.Id, Policy, Ct));
        Assert.True(await Store.TryAddAccessKeyAsync(Key("AKIA1", user), Ct));

        var identity = await Store.FindByAccessKeyAsync("AKIA1", Ct);

        Assert.Equal(user, identity!.User);
        Assert.Equal("AKIA1", identity.Key.Id);
        Assert.Equal([1, 2, 3], identity.Key.SealedSecret.ToArray());
        Assert.True(identity.Key.IsActive);
        Assert.False(identity.Key.IsInitial);
        Assert.Equal(Then, identity.Key.CreatedAt);
        Assert.Equal([Policy], identity.Policies);
    }

    [Fact]
    public async Task A_key_is_found_by_its_exact_id_only()
    {
        var user = await AddUserAsync("alice");
        await Store.TryAddAccessKeyAsync(Key("AKIA1", user), Ct);
        Assert.Null(await Store.FindByAccessKeyAsync("akia1", Ct));
        Assert.Null(await Store.FindByAccessKeyAsync("AKIA", Ct));
        Assert.Null(await Store.FindByAccessKeyAsync("AKIA_", Ct));
    }

    [Fact]
    public async Task Names_are_unique_in_an_account_without_regard_to_case()
    {
        var user = await AddUserAsync("Alice");
        Assert.False(await Store.TryAddUserAsync(User("aLICE"), Ct));
        Assert.True(await Store.TryAddUserAsync(User("alice") with { Account = "210987654321" }, Ct));
        Assert.Equal(user, await Store.FindUserAsync(Account, "ALICE", Ct));
    }

    [Fact]
    public async Task An_account_has_users_once_one_is_added()
    {
        Assert.False(await Store.HasUsersAsync(Account, Ct));
        await AddUserAsync("alice");
        Assert.True(await Store.HasUsersAsync(Account, Ct));
        Assert.False(await Store.HasUsersAsync("210987654321", Ct));
    }

    [Fact]
    public async Task A_removed_user_takes_its_keys_along()
    {
        var user = await AddUserAsync("alice");
        await Store.AttachPolicyAsync(user.Id, Policy, Ct);
        await Store.TryAddAccessKeyAsync(Key("AKIA1", user), Ct);

        Assert.True(await Store.RemoveUserAsync(user.Id, Ct));

        Assert.Null(await Store.FindByAccessKeyAsync("AKIA1", Ct));
        Assert.Null(await Store.FindUserAsync(Account, "alice", Ct));
        Assert.Empty(await Store.ListAccessKeysAsync(user.Id, Ct));
        Assert.False(await Store.RemoveUserAsync(user.Id, Ct));
        Assert.False(await Store.AttachPolicyAsync(user.Id, Policy, Ct));
        Assert.False(await Store.TryAddAccessKeyAsync(Key("AKIA1", user), Ct));
    }

    [Fact]
    public async Task A_policy_is_attached_once_and_detached_once()
    {
        var user = await AddUserAsync("alice");
        Assert.True(await Store.AttachPolicyAsync(user.Id, Policy, Ct));
        Assert.False(await Store.AttachPolicyAsync(user.Id, Policy, Ct));
        Assert.True(await Store.DetachPolicyAsync(user.Id, Policy, Ct));
        Assert.False(await Store.DetachPolicyAsync(user.Id, Policy, Ct));
    }

    [Fact]
    public async Task A_key_can_be_made_inactive_and_active_and_removed()
    {
        var user = await AddUserAsync("alice");
        await Store.TryAddAccessKeyAsync(Key("AKIA1", user), Ct);

        Assert.True(await Store.SetAccessKeyStatusAsync("AKIA1", isActive: false, Ct));
        Assert.False((await Store.FindByAccessKeyAsync("AKIA1", Ct))!.Key.IsActive);
        Assert.True(await Store.SetAccessKeyStatusAsync("AKIA1", isActive: true, Ct));
        Assert.True((await Store.FindByAccessKeyAsync("AKIA1", Ct))!.Key.IsActive);
        Assert.True(await Store.RemoveAccessKeyAsync("AKIA1", Ct));
        Assert.False(await Store.RemoveAccessKeyAsync("AKIA1", Ct));
        Assert.False(await Store.SetAccessKeyStatusAsync("AKIA1", isActive: true, Ct));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_creation()
    {
        var user = await AddUserAsync("alice");
        await Store.TryAddAccessKeyAsync(Key("AKIA2", user) with { CreatedAt = Then.AddDays(1) }, Ct);
        await Store.TryAddAccessKeyAsync(Key("AKIA3", user), Ct);
        Assert.Equal(["AKIA3", "AKIA2"], (await Store.ListAccessKeysAsync(user.Id, Ct)).Select(key => key.Id));
    }

    [Fact]
    public async Task A_key_id_belongs_to_one_user()
    {
        var alice = await AddUserAsync("alice");
        var bob = await AddUserAsync("bob");
        Assert.True(await Store.TryAddAccessKeyAsync(Key("AKIA1", alice), Ct));
        Assert.False(await Store.TryAddAccessKeyAsync(Key("AKIA1", bob), Ct));
        Assert.Equal("alice", (await Store.FindByAccessKeyAsync("AKIA1", Ct))!.User.Name);
    }

    [Fact]
    public async Task Establishing_makes_the_user_its_policy_and_its_key()
    {
        var admin = User("admin");
        Assert.True(await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct));
        var identity = await Store.FindByAccessKeyAsync("KEY1", Ct);
        Assert.Equal(admin, identity!.User);
        Assert.Equal([Policy], identity.Policies);
        Assert.True(identity.Key.IsInitial);
    }

    [Fact]
    public async Task Establishing_again_replaces_the_initial_key_and_leaves_the_others()
    {
        var admin = User("admin");
        await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct);
        await Store.TryAddAccessKeyAsync(Key("AKIA1", admin), Ct);
        Assert.True(await Store.EstablishAsync(admin, Policy, Initial("KEY2", admin) with { CreatedAt = Then.AddDays(1) }, Ct));
        Assert.Equal(["AKIA1", "KEY2"], (await Store.ListAccessKeysAsync(admin.Id, Ct)).Select(key => key.Id));
    }

    [Fact]
    public async Task Establishing_takes_no_key_of_another_user_but_an_initial_one()
    {
        var alice = await AddUserAsync("alice");
        await Store.TryAddAccessKeyAsync(Key("AKIA1", alice), Ct);
        var admin = User("admin");
        Assert.False(await Store.EstablishAsync(admin, Policy, Initial("AKIA1", admin), Ct));
        Assert.Null(await Store.FindUserAsync(Account, "admin", Ct));

        await Store.EstablishAsync(admin, Policy, Initial("KEY1", admin), Ct);
        var other = User("admin") with { Account = "210987654321", Id = "AIDAOTHER" };
        Assert.True(await Store.EstablishAsync(other, Policy, Initial("KEY1", other), Ct));
        Assert.Equal("210987654321", (await Store.FindByAccessKeyAsync("KEY1", Ct))!.User.Account);
    }

    private static User User(string name) => new($"AIDA{name.ToUpperInvariant()}{Guid.CreateVersion7(Then):N}", Account, "/", name, Then);

    private static AccessKey Key(string id, User user) => new(id, user.Id, new byte[] { 1, 2, 3 }, IsActive: true, Then, IsInitial: false);

    private static AccessKey Initial(string id, User user) => Key(id, user) with { IsInitial = true };

    private async Task<User> AddUserAsync(string name)
    {
        var user = User(name);
        Assert.True(await Store.TryAddUserAsync(user, Ct));
        return user;
    }
}
