using Slipway.Identity;
using Slipway.Identity.Users;
using Slipway.Kernel;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of users must do.</summary>
public abstract class UserStoreContract
{
    private const string AwsPolicy = "arn:aws:iam::aws:policy/AdministratorAccess";

    private protected abstract IUserStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Gives a user something that keeps it from being deleted.</summary>
    private protected abstract ValueTask GiveAsync(DeletionObstacle belonging, User user);

    /// <summary>Takes away what <see cref="GiveAsync"/> gave.</summary>
    private protected abstract ValueTask TakeAsync(DeletionObstacle belonging, User user);

    /// <summary>Adds a managed policy of an account.</summary>
    private protected abstract ValueTask AddPolicyAsync(string account, string arn);

    [Fact]
    public async Task A_user_is_found_as_it_was_added()
    {
        var user = User("Alice") with { Path = "/team/", Tags = new([new("team", "web"), new("Ärger", "")]), BoundaryArn = AwsPolicy };
        Assert.Equal(Addition.Added, await Store.AddAsync(user, Plenty, Ct));
        Assert.Equal(user, await Store.FindAsync(Account, Name("Alice"), Ct));
        Assert.Equal(user, await Store.FindByIdAsync(user.Id, Ct));
        Assert.Null(await Store.FindAsync(OtherAccount, Name("Alice"), Ct));
        Assert.Null(await Store.FindAsync(Account, Name("Bob"), Ct));
        Assert.Null(await Store.FindByIdAsync("AIDANOBODY", Ct));
    }

    [Fact]
    public async Task Names_are_unique_in_an_account_without_regard_to_case()
    {
        var user = await AddAsync("Alice");
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(User("aLICE"), Plenty, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(User("alice") with { Account = OtherAccount }, Plenty, Ct));
        Assert.Equal(user, await Store.FindAsync(Account, Name("ALICE"), Ct));
    }

    [Fact]
    public async Task An_account_has_only_so_many_users()
    {
        Assert.Equal(Addition.Added, await Store.AddAsync(User("a"), 2, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(User("b"), 2, Ct));
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(User("c"), 2, Ct));
        Assert.Null(await Store.FindAsync(Account, Name("c"), Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(User("c") with { Account = OtherAccount }, 2, Ct));
    }

    [Fact]
    public async Task A_boundary_is_a_policy_of_AWS_or_of_the_same_account()
    {
        const string Own = $"arn:aws:iam::{Account}:policy/own", Other = $"arn:aws:iam::{OtherAccount}:policy/other";
        await AddPolicyAsync(Account, Own);
        await AddPolicyAsync(OtherAccount, Other);
        Assert.Equal(Addition.Added, await Store.AddAsync(User("a") with { BoundaryArn = AwsPolicy }, Plenty, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(User("b") with { BoundaryArn = Own }, Plenty, Ct));
        Assert.Equal(Addition.NoSuchBoundary, await Store.AddAsync(User("c") with { BoundaryArn = Other }, Plenty, Ct));
        Assert.Equal(Addition.NoSuchBoundary, await Store.AddAsync(User("c") with { BoundaryArn = AwsPolicy + "s" }, Plenty, Ct));
        Assert.Null(await Store.FindAsync(Account, Name("c"), Ct));
    }

    [Fact]
    public async Task Listings_are_in_the_order_of_names_without_regard_to_case_and_go_on_behind_a_name()
    {
        foreach (var name in (string[])["bob", "Carol", "alice", "Dave"]) await AddAsync(name);
        await Store.AddAsync(User("eve") with { Account = OtherAccount }, Plenty, Ct);

        var first = await Store.ListAsync(Account, "/", null, 3, Ct);
        var last = await Store.ListAsync(Account, "/", first.Items[^1].Name, 3, Ct);

        Assert.Equal(["alice", "bob", "Carol"], first.Items.Select(user => user.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["Dave"], last.Items.Select(user => user.Name));
        Assert.False(last.HasMore);
    }

    [Fact]
    public async Task A_prefix_is_taken_by_the_letter()
    {
        foreach (var (name, path) in (List<(string, string)>)[("a", "/"), ("b", "/team/"), ("c", "/team/x/"), ("d", "/Team/"), ("e", "/team_/"), ("f", "/%/")])
            await Store.AddAsync(User(name) with { Path = path }, Plenty, Ct);

        Assert.Equal("abcdef", await Names("/"));
        Assert.Equal("bc", await Names("/team/"));
        Assert.Equal("bce", await Names("/team"));
        Assert.Equal("e", await Names("/team_"));
        Assert.Equal("f", await Names("/%"));
        Assert.Equal("", await Names("/team/xx"));

        async Task<string> Names(string prefix) => string.Concat((await Store.ListAsync(Account, prefix, null, 100, Ct)).Items.Select(user => user.Name));
    }

    [Fact]
    public async Task Another_name_or_path_leaves_everything_else()
    {
        var user = User("alice") with { Path = "/old/", Tags = new([new("team", "web")]), BoundaryArn = AwsPolicy };
        await Store.AddAsync(user, Plenty, Ct);

        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("ALICE"), Name("Alicia"), null, Ct));
        Assert.Equal(user with { Name = "Alicia" }, await Store.FindAsync(Account, Name("alicia"), Ct));
        Assert.Null(await Store.FindAsync(Account, Name("alice"), Ct));

        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("alicia"), null, Path("/new/"), Ct));
        Assert.Equal(user with { Name = "Alicia", Path = "/new/" }, await Store.FindByIdAsync(user.Id, Ct));

        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("alicia"), null, null, Ct));
        Assert.Equal(user with { Name = "Alicia", Path = "/new/" }, await Store.FindByIdAsync(user.Id, Ct));
    }

    [Fact]
    public async Task A_name_can_change_to_itself_in_another_case_but_not_to_anothers()
    {
        var alice = await AddAsync("alice");
        await AddAsync("Bob");
        Assert.Equal(Renaming.NameTaken, await Store.RenameAsync(Account, Name("alice"), Name("bOB"), Path("/x/"), Ct));
        Assert.Equal(alice, await Store.FindByIdAsync(alice.Id, Ct));
        Assert.Equal(Renaming.Renamed, await Store.RenameAsync(Account, Name("alice"), Name("ALICE"), null, Ct));
        Assert.Equal("ALICE", (await Store.FindByIdAsync(alice.Id, Ct))!.Name);
        Assert.Equal(Renaming.NotFound, await Store.RenameAsync(Account, Name("carol"), Name("dave"), null, Ct));
    }

    [Fact]
    public async Task Tags_change_as_a_whole_or_not_at_all()
    {
        var alice = await AddAsync("alice");
        var changed = await Store.ChangeTagsAsync(Account, Name("Alice"), tags => tags.Merge([new("a", "1")]), Ct);
        Assert.Equal(new TagSet([new("a", "1")]), changed!.Tags);
        await Assert.ThrowsAsync<TimeoutException>(async () => await Store.ChangeTagsAsync(Account, Name("alice"), _ => throw new TimeoutException(), Ct));
        Assert.Equal(changed, await Store.FindByIdAsync(alice.Id, Ct));
        Assert.Null(await Store.ChangeTagsAsync(Account, Name("bob"), _ => throw new TimeoutException(), Ct));
    }

    [Fact]
    public async Task A_user_is_deleted_once_nothing_belongs_to_it()
    {
        DeletionObstacle[] belongings =
        [
            DeletionObstacle.LoginProfile, DeletionObstacle.AccessKeys, DeletionObstacle.MfaDevices,
            DeletionObstacle.InlinePolicies, DeletionObstacle.AttachedPolicies, DeletionObstacle.Memberships,
        ];
        var (alice, bob) = (await AddAsync("alice"), await AddAsync("bob"));
        foreach (var belonging in belongings) await GiveAsync(belonging, alice);

        foreach (var belonging in belongings)
        {
            Assert.Equal(Deletion.RefusedFor(belonging), await Store.DeleteAsync(Account, Name("Alice"), Ct));
            await TakeAsync(belonging, alice);
        }

        Assert.Equal(Deletion.Done, await Store.DeleteAsync(Account, Name("Alice"), Ct));
        Assert.Equal(Deletion.NotFound, await Store.DeleteAsync(Account, Name("Alice"), Ct));
        Assert.Null(await Store.FindByIdAsync(alice.Id, Ct));
        Assert.Equal(bob, await Store.FindAsync(Account, Name("bob"), Ct));
    }

    private async Task<User> AddAsync(string name)
    {
        var user = User(name);
        Assert.Equal(Addition.Added, await Store.AddAsync(user, Plenty, Ct));
        return user;
    }
}
