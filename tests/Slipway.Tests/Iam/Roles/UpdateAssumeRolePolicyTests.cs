using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class UpdateAssumeRolePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_new_policy_takes_the_place_of_the_old_one()
    {
        await app.GivenRole("deploy");
        var trust = RoleCalls.Trusting(RoleCalls.ArnOf("user", "admin"));
        await app.Iam("UpdateAssumeRolePolicy", "RoleName=deploy", AwsCalls.Form("PolicyDocument", trust)).Done();
        Assert.Equal(trust, await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task A_broken_one_or_one_that_trusts_nobody_changes_nothing()
    {
        await app.GivenRole("deploy");
        (await app.Iam("UpdateAssumeRolePolicy", "RoleName=deploy", "PolicyDocument=x")).IsRefused("MalformedPolicyDocument", "This policy contains invalid Json");
        var nobody = RoleCalls.ArnOf("user", "nobody");
        (await app.Iam("UpdateAssumeRolePolicy", "RoleName=deploy", AwsCalls.Form("PolicyDocument", RoleCalls.Trusting(nobody))))
            .IsRefused("MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"{nobody}\"");
        Assert.Equal(RoleCalls.Tasks, await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task The_id_of_a_deleted_principal_cannot_be_written_back()
    {
        var user = (await app.Iam("CreateUser", "UserName=alice")).Find("UserId")!;
        await app.CreateRole("deploy", RoleCalls.Trusting(RoleCalls.ArnOf("user", "alice"))).Done();
        await app.Iam("DeleteUser", "UserName=alice").Done();
        (await app.Iam("UpdateAssumeRolePolicy", "RoleName=deploy", AwsCalls.Form("PolicyDocument", await app.TrustOf("deploy"))))
            .IsRefused("MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"{user}\"");
    }

    [Fact]
    public async Task That_of_a_service_linked_role_stays()
    {
        await app.GivenServiceLinkedRole();
        (await app.Iam("UpdateAssumeRolePolicy", $"RoleName={ServiceLinkedRole.Name}", AwsCalls.Form("PolicyDocument", RoleCalls.Tasks))).IsRefusedAsProtected();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("UpdateAssumeRolePolicy", "RoleName=nobody", AwsCalls.Form("PolicyDocument", RoleCalls.Tasks))).IsMissingRole("nobody");
}
