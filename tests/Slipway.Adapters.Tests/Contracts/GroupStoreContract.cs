using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Users;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of groups must do.</summary>
public abstract class GroupStoreContract
{
    private protected abstract IGroupStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Gives a group, or takes from it, an inline or attached policy.</summary>
    private protected abstract ValueTask SetPolicyAsync(DeletionObstacle kind, Group group, bool isThere);

    [Fact]
    public async Task A_group_is_found_as_it_was_added()
    {
        var group = Group("Devs") with { Path = "/team/" };
        Assert.Equal(Addition.Added, await Store.AddAsync(group, Plenty, Ct));
        Assert.Equal(group, await Store.FindAsync(Account, Name("dEVS"), Ct));
        Assert.Null(await Store.FindAsync(OtherAccount, Name("Devs"), Ct));
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Group("DEVS"), Plenty, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Group("DEVS") with { Account = OtherAccount }, Plenty, Ct));
    }

    [Fact]
    public async Task An_account_has_only_so_many_groups()
    {
        Assert.Equal(Addition.Added, await Store.AddAsync(Group("a"), 1, Ct));
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(Group("b"), 1, Ct));
        Assert.Null(await Store.FindAsync(Account, Name("b"), Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Group("b") with { Account = OtherAccount }, 1, Ct));
    }

    [Fact]
    public async Task Listings_are_in_the_order_of_names_and_go_on_behind_a_name()
    {
        foreach (var (name, path) in (List<(string, string)>)[("b", "/"), ("C", "/x/"), ("a", "/x/"), ("d", "/X/")])
            await Store.AddAsync(Group(name) with { Path = path }, Plenty, Ct);
        await Store.AddAsync(Group("e") with { Account = OtherAccount }, Plenty, Ct);

        var first = await Store.ListAsync(Account, "/", null, 2, Ct);
        var last = await Store.ListAsync(Account, "/", first.Items[^1].Name, 2, Ct);

        Assert.Equal(["a", "b"], first.Items.Select(group => group.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["C", "d"], last.Items.Select(group => group.Name));
        Assert.False(last.HasMore);
        Assert.Equal(["a", "C"], (await Store.ListAsync(Account, "/x", null, 9, Ct)).Items.Select(group => group.Name));
    }

    [Fact]
    public async Task Another_name_or_path_leaves_who_is_in_it()
    {
        var group = await AddAsync("devs");
        await AddAsync("ops");
        await AddUserAsync("alice");
        await Store.AddUserAsync(Account, Name("devs"), Name("alice"), Plenty, Ct);

        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("Devs"), Name("DEVS"), Path("/x/"), Ct));
        Assert.Equal(group with { Name = "DEVS", Path = "/x/" }, await Store.FindAsync(Account, Name("devs"), Ct));
        Assert.Equal(["alice"], (await Store.ListUsersAsync(group, null, 9, Ct)).Items.Select(user => user.Name));
        Assert.Equal(Renaming.NameTaken, await Store.RenameAsync(Account, Name("devs"), Name("OPS"), null, Ct));
        Assert.Equal(Renaming.NotFound, await Store.RenameAsync(Account, Name("nobody"), Name("x"), null, Ct));
        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("devs"), null, null, Ct));
        Assert.Equal(group with { Name = "DEVS", Path = "/x/" }, await Store.FindAsync(Account, Name("devs"), Ct));
    }

    [Fact]
    public async Task A_user_is_in_a_group_once_and_can_be_taken_out_twice()
    {
        var (group, user) = (await AddAsync("devs"), await AddUserAsync("alice"));
        Assert.Equal(Membership.Changed, await Store.AddUserAsync(Account, Name("DEVS"), Name("ALICE"), 1, Ct));
        Assert.Equal(Membership.Changed, await Store.AddUserAsync(Account, Name("devs"), Name("alice"), 1, Ct));
        Assert.Equal([user], (await Store.ListUsersAsync(group, null, 9, Ct)).Items);
        Assert.Equal([group], (await Store.ListOfUserAsync(user, null, 9, Ct)).Items);

        Assert.Equal(Membership.Changed, await Store.RemoveUserAsync(Account, Name("Devs"), Name("Alice"), Ct));
        Assert.Equal(Membership.Changed, await Store.RemoveUserAsync(Account, Name("devs"), Name("alice"), Ct));
        Assert.Empty((await Store.ListUsersAsync(group, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task Only_users_and_groups_of_one_account_come_together()
    {
        await AddAsync("devs");
        await AddUserAsync("alice");
        await Store.AddAsync(Group("theirs") with { Account = OtherAccount }, Plenty, Ct);
        await Users.AddAsync(User("theirs") with { Account = OtherAccount }, Plenty, Ct);
        Assert.Equal(Membership.NoSuchGroup, await Store.AddUserAsync(Account, Name("theirs"), Name("alice"), Plenty, Ct));
        Assert.Equal(Membership.NoSuchUser, await Store.AddUserAsync(Account, Name("devs"), Name("theirs"), Plenty, Ct));
        Assert.Equal(Membership.NoSuchGroup, await Store.RemoveUserAsync(Account, Name("theirs"), Name("alice"), Ct));
        Assert.Equal(Membership.NoSuchUser, await Store.RemoveUserAsync(Account, Name("devs"), Name("theirs"), Ct));
    }

    [Fact]
    public async Task A_user_is_in_only_so_many_groups()
    {
        var user = await AddUserAsync("alice");
        foreach (var name in (string[])["b", "A", "c"]) await AddAsync(name);
        Assert.Equal(Membership.Changed, await Store.AddUserAsync(Account, Name("b"), Name("alice"), 2, Ct));
        Assert.Equal(Membership.Changed, await Store.AddUserAsync(Account, Name("a"), Name("alice"), 2, Ct));
        Assert.Equal(Membership.QuotaExceeded, await Store.AddUserAsync(Account, Name("c"), Name("alice"), 2, Ct));

        var first = await Store.ListOfUserAsync(user, null, 1, Ct);
        var last = await Store.ListOfUserAsync(user, first.Items[^1].Name, 1, Ct);
        Assert.Equal(("A", true), (first.Items.Single().Name, first.HasMore));
        Assert.Equal(("b", false), (last.Items.Single().Name, last.HasMore));
    }

    [Fact]
    public async Task The_users_of_a_group_are_listed_by_name()
    {
        var group = await AddAsync("devs");
        foreach (var name in (string[])["bob", "Alice", "carol"])
        {
            await AddUserAsync(name);
            await Store.AddUserAsync(Account, Name("devs"), Name(name), Plenty, Ct);
        }

        await AddUserAsync("dave");
        var first = await Store.ListUsersAsync(group, null, 2, Ct);
        var last = await Store.ListUsersAsync(group, first.Items[^1].Name, 2, Ct);
        Assert.Equal(["Alice", "bob"], first.Items.Select(user => user.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["carol"], last.Items.Select(user => user.Name));
        Assert.False(last.HasMore);
    }

    [Fact]
    public async Task A_group_is_deleted_once_it_has_neither_users_nor_policies()
    {
        var group = await AddAsync("devs");
        await AddUserAsync("alice");
        await Store.AddUserAsync(Account, Name("devs"), Name("alice"), Plenty, Ct);
        await SetPolicyAsync(DeletionObstacle.InlinePolicies, group, isThere: true);
        await SetPolicyAsync(DeletionObstacle.AttachedPolicies, group, isThere: true);

        Assert.Equal(Deletion.RefusedFor(DeletionObstacle.Memberships), await Store.DeleteAsync(Account, Name("Devs"), Ct));
        await Store.RemoveUserAsync(Account, Name("devs"), Name("alice"), Ct);
        foreach (var kind in (DeletionObstacle[])[DeletionObstacle.InlinePolicies, DeletionObstacle.AttachedPolicies])
        {
            Assert.Equal(Deletion.RefusedFor(kind), await Store.DeleteAsync(Account, Name("Devs"), Ct));
            await SetPolicyAsync(kind, group, isThere: false);
        }

        Assert.Equal(Deletion.Done, await Store.DeleteAsync(Account, Name("Devs"), Ct));
        Assert.Equal(Deletion.NotFound, await Store.DeleteAsync(Account, Name("Devs"), Ct));
    }

    private async Task<Group> AddAsync(string name)
    {
        var group = Group(name);
        Assert.Equal(Addition.Added, await Store.AddAsync(group, Plenty, Ct));
        return group;
    }

    private async Task<User> AddUserAsync(string name)
    {
        var user = User(name);
        Assert.Equal(Addition.Added, await Users.AddAsync(user, Plenty, Ct));
        return user;
    }
}
