using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Principals;
using Slipway.Identity.Roles;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of instance profiles must do.</summary>
public abstract class InstanceProfileStoreContract
{
    private const string Account = "123456789012";

    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly IamName Name = IamName.Parse("machine");

    private protected abstract IInstanceProfileStore Store { get; }

    private protected abstract IRoleStore Roles { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_comes_back_as_it_was_added()
    {
        var profile = await AddAsync(Profile("Machine") with { Path = "/team/", Tags = new([new("a", "b")]) });
        Assert.Equal(profile, await Store.FindAsync(Account, Name, Ct));
        Assert.Null(await Store.FindAsync("210987654321", Name, Ct));
    }

    [Fact]
    public async Task Names_are_unique_in_an_account_which_has_its_quota()
    {
        await AddAsync(Profile("machine"));
        Assert.Equal(Addition.NameTaken, await Store.AddAsync(Profile("MACHINE"), 9, Ct));
        Assert.Equal(Addition.QuotaExceeded, await Store.AddAsync(Profile("other"), 1, Ct));
        Assert.Equal(Addition.Added, await Store.AddAsync(Profile("machine") with { Account = "210987654321" }, 1, Ct));
    }

    [Fact]
    public async Task A_role_is_put_in_and_taken_out()
    {
        await AddAsync(Profile("machine"));
        var (one, two) = (await AddRoleAsync("one"), await AddRoleAsync("two"));

        Assert.Equal(RoleHolding.NoSuchRole, await Store.AddRoleAsync(Account, Name, "AROANOBODY", Ct));
        Assert.Equal(RoleHolding.Changed, await Store.AddRoleAsync(Account, Name, one.Id, Ct));
        Assert.Equal(RoleHolding.Full, await Store.AddRoleAsync(Account, Name, two.Id, Ct));
        Assert.Equal(one, (await Store.FindAsync(Account, Name, Ct))!.Role);

        Assert.Equal(RoleHolding.NoSuchRole, await Store.RemoveRoleAsync(Account, Name, two.Id, Ct));
        Assert.Equal(RoleHolding.Changed, await Store.RemoveRoleAsync(Account, Name, one.Id, Ct));
        Assert.Null((await Store.FindAsync(Account, Name, Ct))!.Role);
        Assert.Equal(RoleHolding.NoSuchProfile, await Store.AddRoleAsync(Account, IamName.Parse("none"), one.Id, Ct));
        Assert.Equal(RoleHolding.NoSuchProfile, await Store.RemoveRoleAsync(Account, IamName.Parse("none"), one.Id, Ct));
    }

    [Fact]
    public async Task Neither_goes_while_the_other_needs_it()
    {
        await AddAsync(Profile("machine"));
        var role = await AddRoleAsync("one");
        await Store.AddRoleAsync(Account, Name, role.Id, Ct);
        Assert.Equal(Deletion.RefusedFor(DeletionObstacle.InstanceProfiles), await Store.DeleteAsync(Account, Name, Ct));
        Assert.Equal(Deletion.RefusedFor(DeletionObstacle.InstanceProfiles), await Roles.DeleteAsync(role.Id, Ct));

        await Store.RemoveRoleAsync(Account, Name, role.Id, Ct);
        Assert.Equal(Deletion.Done, await Store.DeleteAsync(Account, Name, Ct));
        Assert.Equal(Deletion.Done, await Roles.DeleteAsync(role.Id, Ct));
        Assert.Equal(Deletion.NotFound, await Store.DeleteAsync(Account, Name, Ct));
    }

    [Fact]
    public async Task Profiles_are_listed_by_name_page_by_page_below_a_path_and_by_role()
    {
        var role = await AddRoleAsync("one");
        foreach (var name in new[] { "b", "A", "c" })
        {
            await AddAsync(Profile(name) with { Path = "/ci/" });
            await Store.AddRoleAsync(Account, IamName.Parse(name), role.Id, Ct);
        }

        await AddAsync(Profile("d"));

        var first = await Store.ListAsync(Account, "/", null, 2, Ct);
        Assert.Equal(["A", "b"], first.Items.Select(profile => profile.Name));
        Assert.True(first.HasMore);
        Assert.Equal(["c", "d"], (await Store.ListAsync(Account, "/", "B", 2, Ct)).Items.Select(profile => profile.Name));
        Assert.Equal(["A", "b", "c"], (await Store.ListAsync(Account, "/ci/", null, 9, Ct)).Items.Select(profile => profile.Name));
        var ofRole = await Store.ListOfRoleAsync(role.Id, "a", 1, Ct);
        Assert.Equal(["b"], ofRole.Items.Select(profile => profile.Name));
        Assert.Equal(role, ofRole.Items[0].Role);
        Assert.True(ofRole.HasMore);
    }

    [Fact]
    public async Task Tags_are_changed_or_left_as_they_are()
    {
        await AddAsync(Profile("machine"));
        Assert.True(await Store.ChangeTagsAsync(Account, Name, tags => tags.Merge([new("a", "b")]), Ct));
        Assert.False(await Store.ChangeTagsAsync(Account, IamName.Parse("none"), tags => tags, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await Store.ChangeTagsAsync(Account, Name, _ => throw new InvalidOperationException(), Ct));
        Assert.Equal([new("a", "b")], (await Store.FindAsync(Account, Name, Ct))!.Tags);
    }

    private static InstanceProfile Profile(string name) => new($"AIPA{Guid.CreateVersion7(Then):N}", Account, "/", name, Then);

    private async Task<InstanceProfile> AddAsync(InstanceProfile profile)
    {
        Assert.Equal(Addition.Added, await Store.AddAsync(profile, 100, Ct));
        return profile;
    }

    private async Task<Role> AddRoleAsync(string name)
    {
        Role role = new($"AROA{Guid.CreateVersion7(Then):N}", Account, "/", name, Then, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1));
        Assert.Equal(Addition.Added, await Roles.AddAsync(role, [], 100, Ct));
        return role;
    }
}
