using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Principals;
using Slipway.Identity.Reports;
using Slipway.Identity.Roles;
using Slipway.Identity.Usage;
using Slipway.Identity.Users;
using static Slipway.Adapters.Tests.Contracts.IdentitySamples;

namespace Slipway.Adapters.Tests.Contracts;

/// <summary>What every store of last uses must do.</summary>
public abstract class UsageStoreContract
{
    private protected abstract IUsageStore Store { get; }

    private protected abstract IUserStore Users { get; }

    private protected abstract IAccessKeyStore Keys { get; }

    private protected abstract IRoleStore Roles { get; }

    private protected abstract IServiceAccessStore Access { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_s_last_use_never_goes_back()
    {
        var alice = User("alice");
        await Users.AddAsync(alice, Plenty, Ct);
        await Keys.AddAsync(Key("AKIA1", alice), Plenty, Ct);
        await NoteAsync(UsageKind.AccessKey, "AKIA1", "ecr", "eu-central-1", hours: 2);
        await NoteAsync(UsageKind.AccessKey, "AKIA1", "sts", "us-east-1", hours: 1);
        Assert.Equal(new KeyUse("alice", (Then.AddHours(2), "eu-central-1", "ecr")), await Keys.FindUseAsync(Account, "AKIA1", Ct));
    }

    [Fact]
    public async Task A_role_s_last_use_never_goes_back()
    {
        var role = await AddRoleAsync();
        Assert.Null((await Roles.FindByIdAsync(role.Id, Ct))!.LastUsed);
        await NoteAsync(UsageKind.Role, role.Id, "", "eu-central-1", hours: 2);
        await NoteAsync(UsageKind.Role, role.Id, "", "us-east-1", hours: 1);
        Assert.Equal((Then.AddHours(2), "eu-central-1"), (await Roles.FindByIdAsync(role.Id, Ct))!.LastUsed);
    }

    [Fact]
    public async Task A_service_s_last_use_by_a_user_or_a_role_never_goes_back()
    {
        var (user, role) = (User("alice"), await AddRoleAsync());
        await Users.AddAsync(user, Plenty, Ct);
        foreach (var id in (string[])[user.Id, role.Id])
        {
            await NoteAsync(UsageKind.Service, id, "ecr", "eu-central-1", hours: 2);
            await NoteAsync(UsageKind.Service, id, "ecr", "us-east-1", hours: 1);
            await NoteAsync(UsageKind.Service, id, "iam", "us-east-1", hours: 1);
            Assert.Equal(
                [new(id, "ecr", Then.AddHours(2), "eu-central-1"), new(id, "iam", Then.AddHours(1), "us-east-1")],
                (await Access.ListAsync([id], Ct)).OrderBy(use => use.Service));
        }
    }

    [Fact]
    public async Task Who_is_gone_is_passed_over_and_the_others_are_not()
    {
        var role = await AddRoleAsync();
        await Store.RecordAsync(
            [
                new(UsageKind.AccessKey, "AKIAGONE", "ecr", "us-east-1", Then),
                new(UsageKind.Role, "AROAGONE", "", "us-east-1", Then),
                new(UsageKind.Service, "AIDAGONE", "ecr", "us-east-1", Then),
                new(UsageKind.Role, role.Id, "", "us-east-1", Then),
            ],
            Ct);
        Assert.Empty(await Access.ListAsync(["AIDAGONE"], Ct));
        Assert.Equal((Then, "us-east-1"), (await Roles.FindByIdAsync(role.Id, Ct))!.LastUsed);
    }

    private ValueTask NoteAsync(UsageKind kind, string id, string service, string region, int hours) =>
        Store.RecordAsync([new(kind, id, service, region, Then.AddHours(hours))], Ct);

    private async Task<Role> AddRoleAsync()
    {
        Role role = new("AROAROLE", Account, "/", "deploy", Then, BoundPolicy.WithoutNames("{}"), TimeSpan.FromHours(1));
        Assert.Equal(Addition.Added, await Roles.AddAsync(role, [], Plenty, Ct));
        return role;
    }
}
