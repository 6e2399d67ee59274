using Slipway.Identity;
using Slipway.Identity.Roles;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of roles must do.</summary>
public abstract class RoleStoreContract
{
    private const string Account = "123456789012", Policy = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IRoleStore Store { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_role_comes_back_as_it_was_added()
    {
        var plain = await AddAsync("plain");
        var full = await AddAsync(Role("full") with
        {
            Path = "/teams/ci/",
            TrustPolicy = new("given", "meant"),
            MaxSession = TimeSpan.FromHours(12),
            Description = "what it is for",
            BoundaryArn = Policy,
            Service = "ecs.amazonaws.com",
            Tags = new([new("team", "ci")]),
        });

        Assert.Equal(plain, await Store.FindAsync(Account, IamName.Parse("plain"), Ct));
        Assert.Equal(full, await Store.FindAsync(Account, IamName.Parse("FULL"), Ct));
        Assert.Equal(full, await Store.FindByIdAsync(full.Id, Ct));
        Assert.Null(await Store.FindAsync("210987654321", IamName.Parse("full"), Ct));
        Assert.Null(await Store.FindByIdAsync("AROANOBODY", Ct));
    }

    [Fact]
    public async Task Names_are_unique_in_an_account_without_regard_to_case()
    {
        await AddAsync("Deploy");
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Role("dePLOY"), [], 10, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Role("deploy") with { Account = "210987654321" }, [], 10, Ct));
    }

    [Fact]
    public async Task An_account_has_as_many_roles_as_its_quota()
    {
        await AddAsync("one");
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(Role("two"), [], 1, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Role("two"), [], 2, Ct));
    }

    [Fact]
    public async Task A_boundary_must_be_a_policy()
    {
        var missing = Role("r") with { BoundaryArn = $"arn:aws:iam::{Account}:policy/none" };
        Assert.Equal(Addition.NoSuchBoundary, await Store.AddAsync(missing, [], 10, Ct));
        Assert.Null(await Store.FindAsync(Account, IamName.Parse("r"), Ct));
    }

    [Fact]
    public async Task Roles_are_listed_by_name_page_by_page_and_below_a_path()
    {
        foreach (var name in new[] { "b", "A", "c" }) await AddAsync(name);
        await AddAsync(Role("d") with { Path = "/ci/" });
        await AddAsync(Role("0") with { Account = "210987654321" });

        var first = await Store.ListAsync(Account, "/", null, 2, Ct);
        Assert.Equal(["A", "b"], first.Items.Select(role => role.Name));
        Assert.True(first.HasMore);
        var second = await Store.ListAsync(Account, "/", "B", 2, Ct);
        Assert.Equal(["c", "d"], second.Items.Select(role => role.Name));
        Assert.False(second.HasMore);
        Assert.Equal(["d"], (await Store.ListAsync(Account, "/ci/", null, 9, Ct)).Items.Select(role => role.Name));
        Assert.Empty((await Store.ListAsync(Account, "/%", null, 9, Ct)).Items);
    }

    [Fact]
    public async Task A_role_is_changed_whole()
    {
        var role = await AddAsync("r");
        var changed = await Store.ChangeAsync(
            role.Id,
            found => found with { Description = "new", MaxSession = TimeSpan.FromHours(2), TrustPolicy = new("t", "m"), Tags = new([new("a", "b")]) },
            Ct);

        Assert.Equal(("new", TimeSpan.FromHours(2)), (changed!.Description, changed.MaxSession));
        Assert.Equal(changed, await Store.FindAsync(Account, IamName.Parse("r"), Ct));
        Assert.Null(await Store.ChangeAsync("AROANOBODY", found => found, Ct));
    }

    [Fact]
    public async Task A_change_that_throws_changes_nothing()
    {
        var role = await AddAsync("r");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.ChangeAsync(role.Id, _ => throw new InvalidOperationException(), Ct));
        Assert.Equal(role, await Store.FindByIdAsync(role.Id, Ct));
    }

    [Fact]
    public async Task A_role_with_policies_stays()
    {
        var role = Role("r");
        Assert.Equal(Addition.Added, await Store.AddAsync(role, [Policy], 10, Ct));
        Assert.Equal(Deletion.RefusedFor(DeletionObstacle.AttachedPolicies), await Store.DeleteAsync(role.Id, Ct));
        Assert.Equal(role, await Store.FindByIdAsync(role.Id, Ct));
    }

    [Fact]
    public async Task A_role_without_anything_is_removed()
    {
        var role = await AddAsync("r");
        Assert.Equal(Deletion.Done, await Store.DeleteAsync(role.Id, Ct));
        Assert.Null(await Store.FindAsync(Account, IamName.Parse("r"), Ct));
        Assert.Equal(Deletion.NotFound, await Store.DeleteAsync(role.Id, Ct));
    }

    private static Role Role(string name) => new(
        $"AROA{name.ToUpperInvariant()}{Guid.CreateVersion7(Then):N}", Account, "/", name, Then, new("{}", "{}"), TimeSpan.FromHours(1));

    private Task<Role> AddAsync(string name) => AddAsync(Role(name));

    private async Task<Role> AddAsync(Role role)
    {
        Assert.Equal(Addition.Added, await Store.AddAsync(role, [], 100, Ct));
        return role;
    }
}
