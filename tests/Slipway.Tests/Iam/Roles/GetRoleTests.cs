using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class GetRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_role_is_answered_as_AWS_answers()
    {
        await app.CreateRole(
            "Deploy", RoleCalls.Tasks, "Path=/team/ci/", "Description=for+CI", "MaxSessionDuration=7200", "Tags.member.1.Key=team", "Tags.member.1.Value=ci",
            "PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess").Done();
        Golden.Matches((await app.Iam("GetRole", "RoleName=deploy")).Expect(HttpStatusCode.OK).Repeatable(), "everything");
    }

    [Fact]
    public async Task Its_trust_policy_is_the_text_that_was_given_percent_encoded()
    {
        await app.GivenRole("deploy");
        var encoded = (await app.Iam("GetRole", "RoleName=deploy")).Find("AssumeRolePolicyDocument")!;
        Assert.StartsWith("%7B%20%22Version%22%3A%20%222012-10-17%22", encoded, StringComparison.Ordinal);
        Assert.Equal(RoleCalls.Tasks, Uri.UnescapeDataString(encoded));
    }

    [Fact]
    public async Task Of_a_deleted_principal_the_unique_id_is_left_and_a_namesake_is_somebody_else()
    {
        var user = (await app.Iam("CreateUser", "UserName=alice")).Find("UserId")!;
        var role = await app.GivenRole("build");
        string[] named = [RoleCalls.ArnOf("user", "alice"), RoleCalls.ArnOf("role", "build"), $"arn:aws:sts::{SlipwayApp.Account}:assumed-role/build/one", "*"];
        await app.CreateRole("deploy", RoleCalls.Trusting(named)).Done();
        Assert.Equal(RoleCalls.Trusting(named), await app.TrustOf("deploy"));

        await app.Iam("DeleteUser", "UserName=alice").Done();
        await app.Iam("DeleteRole", "RoleName=build").Done();
        Assert.Equal(RoleCalls.Trusting(user, role, $"{role}:one", "*"), await app.TrustOf("deploy"));

        await app.Iam("CreateUser", "UserName=alice").Done();
        await app.GivenRole("build");
        Assert.Equal(RoleCalls.Trusting(user, role, $"{role}:one", "*"), await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task A_renamed_principal_is_shown_by_its_new_name()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        await app.CreateRole("deploy", RoleCalls.Trusting(RoleCalls.ArnOf("user", "alice"))).Done();
        await app.Iam("UpdateUser", "UserName=alice", "NewUserName=bob", "NewPath=/team/").Done();
        Assert.Equal(RoleCalls.Trusting(RoleCalls.ArnOf("user", "team/bob")), await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("GetRole", "RoleName=nobody")).IsMissingRole("nobody");
}
