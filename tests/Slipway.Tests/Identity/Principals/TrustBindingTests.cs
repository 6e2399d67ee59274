using System.Net;
using Slipway.Tests.Iam.Roles;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Identity.Principals;

/// <summary>Whom a role trusts is settled when its trust policy is written: nobody comes into trust by taking a name over.</summary>
public sealed class TrustBindingTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_renamed_user_stays_trusted_and_who_takes_its_name_is_not()
    {
        var alice = await app.GivenAssumer("alice");
        await app.CreateRole("deploy", RoleCalls.Trusting(StsCalls.UserArn("alice"))).Done();
        await app.Iam("UpdateUser", "UserName=alice", "NewUserName=alison", "NewPath=/team/").Done();
        var impostor = await app.GivenAssumer("alice");

        await app.Assume(alice, "deploy", "session").Done();
        (await app.Assume(impostor, "deploy", "session")).IsNotAuthorized(StsCalls.UserArn("alice"), "sts:AssumeRole", StsCalls.RoleArn("deploy"));
    }

    [Fact]
    public async Task A_role_that_takes_the_name_of_a_trusted_one_is_not_trusted()
    {
        var (user, first) = await GivenBuild();
        await app.CreateRole("deploy", RoleCalls.Trusting(StsCalls.RoleArn("build"))).Done();
        await app.Assume(await app.Session(user, "build", "one"), "deploy", "chained").Done();

        await app.Iam("DeleteRolePolicy", "RoleName=build", "PolicyName=only").Done();
        await app.Iam("DeleteRole", "RoleName=build").Done();
        await GivenBuildRole();

        (await app.Assume(await app.Session(user, "build", "one"), "deploy", "chained")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(RoleCalls.Trusting(first), await app.TrustOf("deploy"));
        await app.Iam("UpdateAssumeRolePolicy", "RoleName=deploy", AwsCalls.Form("PolicyDocument", RoleCalls.Trusting(StsCalls.RoleArn("build")))).Done();
        await app.Assume(await app.Session(user, "build", "one"), "deploy", "chained").Done();
    }

    [Fact]
    public async Task A_trusted_session_is_that_of_its_role_and_name()
    {
        var (user, first) = await GivenBuild();
        await app.CreateRole("deploy", RoleCalls.Trusting($"arn:aws:sts::{SlipwayApp.Account}:assumed-role/build/one")).Done();
        await app.Assume(await app.Session(user, "build", "one"), "deploy", "chained").Done();
        (await app.Assume(await app.Session(user, "build", "two"), "deploy", "chained")).Expect(HttpStatusCode.Forbidden);

        await app.Iam("DeleteRolePolicy", "RoleName=build", "PolicyName=only").Done();
        await app.Iam("DeleteRole", "RoleName=build").Done();
        await GivenBuildRole();
        (await app.Assume(await app.Session(user, "build", "one"), "deploy", "chained")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(RoleCalls.Trusting($"{first}:one"), await app.TrustOf("deploy"));
    }

    [Fact]
    public async Task Principals_of_another_account_are_bound_too()
    {
        var other = await app.GivenAccount("other");
        var bob = await app.GivenAdministrator(other, "bob");
        await app.CreateRole("deploy", RoleCalls.Trusting($"arn:aws:iam::{other}:user/bob")).Done();
        await app.Assume(bob, "deploy", "session").Done();

        await app.Iam(bob, "UpdateUser", "UserName=bob", "NewUserName=robert").Done();
        var impostor = await app.GivenAdministrator(other, "bob");
        (await app.Assume(impostor, "deploy", "session")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(RoleCalls.Trusting($"arn:aws:iam::{other}:user/robert"), await app.TrustOf("deploy"));
        (await app.CreateRole("more", RoleCalls.Trusting($"arn:aws:iam::{other}:user/nobody"))).IsRefused(
            "MalformedPolicyDocument", $"Invalid principal in policy: \"AWS\":\"arn:aws:iam::{other}:user/nobody\"");
    }

    /// <summary>A user who may assume a role that may assume others.</summary>
    private async Task<(AwsKey User, string RoleId)> GivenBuild()
    {
        var user = await app.GivenAssumer("alice");
        return (user, await GivenBuildRole());
    }

    private async Task<string> GivenBuildRole()
    {
        var role = (await app.CreateRole("build", RoleCalls.Trusting(StsCalls.UserArn("alice")))).Expect(HttpStatusCode.OK).Find("RoleId")!;
        await app.GivenRolePolicy("build", StsCalls.Allow("sts:*", "*"));
        return role;
    }
}
