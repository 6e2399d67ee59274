using Slipway.Identity;
using Slipway.Identity.Boundaries;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What the stores of boundaries, of principals and of deletions of roles must do.</summary>
public abstract class RoleCompanionsContract
{
    private const string Account = "123456789012", Policy = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private protected abstract IRoleStore Roles { get; }

    private protected abstract IUserStore Users { get; }

    private protected abstract IBoundaryStore Boundaries { get; }

    private protected abstract IPrincipalStore Principals { get; }

    private protected abstract IRoleDeletionStore Deletions { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_and_roles_have_boundaries_of_their_own()
    {
        var (user, role) = (await AddUserAsync("alice"), await AddRoleAsync("alice"));

        Assert.Equal(BoundaryChange.Set, await Boundaries.SetAsync(user.Id, Policy, Ct));
        Assert.Equal(Policy, (await Users.FindByIdAsync(user.Id, Ct))!.BoundaryArn);
        Assert.Null((await Roles.FindByIdAsync(role.Id, Ct))!.BoundaryArn);

        Assert.Equal(BoundaryChange.Set, await Boundaries.SetAsync(role.Id, Policy, Ct));
        Assert.True(await Boundaries.RemoveAsync(user.Id, Ct));
        Assert.False(await Boundaries.RemoveAsync(user.Id, Ct));
        Assert.Null((await Users.FindByIdAsync(user.Id, Ct))!.BoundaryArn);
        Assert.Equal(Policy, (await Roles.FindByIdAsync(role.Id, Ct))!.BoundaryArn);
    }

    [Fact]
    public async Task A_boundary_is_a_policy_and_a_principal_is_there()
    {
        var user = await AddUserAsync("alice");
        Assert.Equal(BoundaryChange.NoSuchPolicy, await Boundaries.SetAsync(user.Id, $"arn:aws:iam::{Account}:policy/none", Ct));
        Assert.Equal(BoundaryChange.NoSuchPrincipal, await Boundaries.SetAsync("AIDANOBODY", Policy, Ct));
        Assert.False(await Boundaries.RemoveAsync("AIDANOBODY", Ct));
    }

    [Fact]
    public async Task Principals_are_found_by_name_and_by_id()
    {
        var (user, role) = (await AddUserAsync("Alice"), await AddRoleAsync("Deploy"));
        Assert.Equal(new(user.Id, Account, "/team/", "Alice"), await Principals.FindUserAsync(Account, "aLICE", Ct));
        Assert.Equal(user.Arn, (await Principals.FindAsync(user.Id, Ct))!.Arn);
        Assert.Equal(role.Arn, (await Principals.FindRoleAsync(Account, "deploy", Ct))!.Arn);
        Assert.Equal($"arn:aws:sts::{Account}:assumed-role/Deploy/one", (await Principals.FindAsync(role.Id, Ct))!.SessionArn("one"));
        Assert.Null(await Principals.FindUserAsync(Account, "deploy", Ct));
        Assert.Null(await Principals.FindRoleAsync("210987654321", "deploy", Ct));
        Assert.Null(await Principals.FindAsync("AROANOBODY", Ct));
    }

    [Fact]
    public async Task A_deletion_takes_the_policies_along_and_is_remembered_in_its_account()
    {
        var role = await AddRoleAsync("linked");
        Assert.False(await Deletions.IsDoneAsync(Account, "task/1", Ct));
        Assert.True(await Deletions.DeleteAsync(role, "task/1", Then, Ct));
        Assert.Null(await Roles.FindByIdAsync(role.Id, Ct));
        Assert.True(await Deletions.IsDoneAsync(Account, "task/1", Ct));
        Assert.False(await Deletions.IsDoneAsync("210987654321", "task/1", Ct));

        Assert.False(await Deletions.DeleteAsync(role, "task/2", Then, Ct));
        Assert.False(await Deletions.IsDoneAsync(Account, "task/2", Ct));
    }

    private async Task<User> AddUserAsync(string name)
    {
        User user = new($"AIDA{Guid.CreateVersion7(Then):N}", Account, "/team/", name, Then);
        Assert.Equal(Addition.Added, await Users.AddAsync(user, 100, Ct));
        return user;
    }

    private async Task<Role> AddRoleAsync(string name)
    {
        Role role = new($"AROA{Guid.CreateVersion7(Then):N}", Account, "/team/", name, Then, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1));
        Assert.Equal(Addition.Added, await Roles.AddAsync(role, [Policy], 100, Ct));
        return role;
    }
}
