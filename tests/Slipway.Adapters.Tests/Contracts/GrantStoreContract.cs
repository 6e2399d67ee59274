using Slipway.Iam.PolicyEngine;
using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Grants;
using Slipway.Identity.Groups;
using Slipway.Identity.Passwords;
using Slipway.Identity.Policies;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store that decisions are read from must do.</summary>
public abstract class GrantStoreContract
{
    private const string Managed = AwsManagedPolicies.AdministratorAccess, Own = $"arn:aws:iam::{Account}:policy/Own";

    private static readonly User Alice = User("Alice");
    private static readonly Group Devs = Group("Devs"), Ops = Group("Ops");
    private static readonly Role Deploy = new("AROADEPLOY", Account, "/", "Deploy", Then, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1));

    private protected abstract IGrantStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private protected abstract IGroupStore Groups { get; }

    private protected abstract IRoleStore Roles { get; }

    private protected abstract IPolicyStore Policies { get; }

    private protected abstract IPolicyVersionStore Versions { get; }

    private protected abstract IInlinePolicyStore Inline { get; }

    private protected abstract IAttachmentStore Attachments { get; }

    private protected abstract IBoundaryStore Boundaries { get; }

    private protected abstract IPasswordPolicyStore Passwords { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_has_its_own_policies_and_those_of_its_groups()
    {
        await AddAllAsync();
        await GiveAsync(Alice.Id, "mine");
        await GiveAsync(Devs.Id, "theirs");
        await GiveAsync(Ops.Id, "not mine");
        await Groups.AddUserAsync(Account, Name("Devs"), Name("Alice"), Plenty, Ct);

        var granted = await Store.OfUserAsync(Alice.Id, Ct);

        Assert.Equal(Alice, granted!.User);
        Assert.Null(granted.Boundary);
        Assert.Equal(
            [
                new("mine", null, PolicySourceType.User, "{\"of\":\"mine\"}", "Alice"),
                new("Own", Own, PolicySourceType.UserManaged, "{\"version\":1}", "Alice"),
                new("theirs", null, PolicySourceType.Group, "{\"of\":\"theirs\"}", "Devs"),
                new("Own", Own, PolicySourceType.UserManaged, "{\"version\":1}", "Devs"),
            ],
            granted.Policies);
    }

    [Fact]
    public async Task A_role_and_a_group_have_their_own_policies_alone()
    {
        await AddAllAsync();
        await GiveAsync(Deploy.Id, "role's");
        await GiveAsync(Devs.Id, "group's");

        var granted = await Store.OfRoleAsync(Deploy.Id, Ct);

        Assert.Equal(Deploy, granted!.Role);
        Assert.Equal(["Deploy's role's", "Deploy's Own"], granted.Policies.Select(policy => $"{policy.HolderName}'s {policy.Name}"));
        Assert.Equal(["Devs's group's", "Devs's Own"], (await Store.OfGroupAsync(Devs.Id, Ct)).Select(policy => $"{policy.HolderName}'s {policy.Name}"));
    }

    [Fact]
    public async Task Who_is_gone_has_nothing()
    {
        Assert.Null(await Store.OfUserAsync("AIDAGONE", Ct));
        Assert.Null(await Store.OfRoleAsync("AROAGONE", Ct));
        Assert.Empty(await Store.OfGroupAsync("AGPAGONE", Ct));
    }

    [Fact]
    public async Task The_default_version_is_what_counts()
    {
        await AddAllAsync();
        await GiveAsync(Alice.Id, "mine");
        await Versions.AddAsync(Own, "{\"version\":2}", isDefault: true, Plenty, Then, Ct);
        Assert.Equal("{\"version\":2}", (await Store.OfUserAsync(Alice.Id, Ct))!.Policies[^1].Document);
    }

    [Fact]
    public async Task A_boundary_comes_along()
    {
        await AddAllAsync();
        await Boundaries.SetAsync(Alice.Id, Own, Ct);
        await Boundaries.SetAsync(Deploy.Id, Managed, Ct);
        Assert.Equal("{\"version\":1}", (await Store.OfUserAsync(Alice.Id, Ct))!.Boundary!.Policy!.Document);
        Assert.Equal(Managed, (await Store.OfRoleAsync(Deploy.Id, Ct))!.Boundary!.Policy!.Arn);
    }

    [Fact]
    public async Task A_boundary_whose_policy_is_gone_is_one_without_a_document()
    {
        await AddAllAsync();
        await Boundaries.SetAsync(Alice.Id, Own, Ct);
        await LosePolicyAsync(Own);
        Assert.Equal(new Boundary(null), (await Store.OfUserAsync(Alice.Id, Ct))!.Boundary);
    }

    [Fact]
    public async Task Users_may_change_their_passwords_where_the_account_says_so()
    {
        await AddAllAsync();
        await Passwords.SetAsync(Account, new(PasswordPolicy.DefaultMinimumLength, false, false, false, false, AllowsUsersToChange: true), Ct);
        Assert.Equal([OwnPassword.Policy], (await Store.OfUserAsync(Alice.Id, Ct))!.Policies);
        Assert.Empty((await Store.OfRoleAsync(Deploy.Id, Ct))!.Policies);
    }

    [Fact]
    public async Task Ids_are_found_by_kind_and_by_name_without_regard_to_case()
    {
        await AddAllAsync();
        Assert.Equal(Alice.Id, await Store.FindIdAsync(Account, "user", "aLICE", Ct));
        Assert.Equal(Devs.Id, await Store.FindIdAsync(Account, "group", "devs", Ct));
        Assert.Equal(Deploy.Id, await Store.FindIdAsync(Account, "role", "deploy", Ct));
        Assert.Null(await Store.FindIdAsync(Account, "role", "alice", Ct));
        Assert.Null(await Store.FindIdAsync(OtherAccount, "user", "alice", Ct));
    }

    [Fact]
    public async Task Policies_are_found_in_the_order_that_was_asked_for_and_those_that_are_not_there_are_left_out()
    {
        await AddAllAsync();
        Assert.Equal([Own, Managed], (await Store.FindPoliciesAsync([Own, $"arn:aws:iam::{Account}:policy/none", Managed], Ct)).Select(policy => policy.Arn));
    }

    /// <summary>Removes a policy although it is in use, as no method of a store does.</summary>
    private protected abstract ValueTask LosePolicyAsync(string arn);

    private async Task AddAllAsync()
    {
        Assert.Equal(Addition.Added, await Users.AddAsync(Alice, Plenty, Ct));
        foreach (var group in (Group[])[Devs, Ops]) Assert.Equal(Addition.Added, await Groups.AddAsync(group, Plenty, Ct));
        Assert.Equal(Addition.Added, await Roles.AddAsync(Deploy, [], Plenty, Ct));
        CustomerPolicy own = new("ANPAOWN", Account, "/", "Own", Then, Then, DefaultVersion: 1);
        Assert.Equal(PolicyAddition.Added, await Policies.AddAsync(own, "{\"version\":1}", Plenty, Ct));
    }

    private async Task GiveAsync(string principalId, string name)
    {
        Assert.True(await Inline.PutAsync(principalId, new(name, $$"""{"of":"{{name}}"}"""), _ => { }, Ct));
        Assert.Equal(AttachmentOutcome.Attached, await Attachments.AttachAsync(principalId, Own, Plenty, Then, Ct));
    }
}
