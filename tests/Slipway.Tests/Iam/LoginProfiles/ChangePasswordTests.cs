using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.LoginProfiles;

public sealed class ChangePasswordTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_user_changes_its_own_password()
    {
        var alice = await app.GivenLogin("alice");
        await app.Iam("UpdateLoginProfile", "UserName=alice", "PasswordResetRequired=true");
        (await app.ChangePassword(alice, LoginCalls.Password, "Other-Horse-1")).Expect(HttpStatusCode.OK);
        Assert.True(await app.Knows(alice, "Other-Horse-1"));
        Assert.False(await app.Knows(alice, LoginCalls.Password));
        Assert.Equal("false", (await app.Iam("GetLoginProfile", "UserName=alice")).Find("PasswordResetRequired"));
    }

    [Fact]
    public async Task The_old_password_must_be_known()
    {
        var alice = await app.GivenLogin("alice");
        (await app.ChangePassword(alice, "Wrong-Horse-1", "Other-Horse-1")).IsRefused(403, "AccessDenied", "The old password was incorrect.");
        Assert.True(await app.Knows(alice, LoginCalls.Password));
    }

    [Fact]
    public async Task After_five_wrong_ones_the_right_one_waits_too()
    {
        var alice = await app.GivenLogin("alice");
        for (var i = 0; i < 5; i++) Assert.False(await app.Knows(alice, "Wrong-Horse-1"));
        Assert.False(await app.Knows(alice, LoginCalls.Password));
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await app.Knows(alice, LoginCalls.Password));
    }

    [Fact]
    public async Task The_last_passwords_are_not_used_again()
    {
        var alice = await app.GivenLogin("alice");
        await app.Iam("UpdateAccountPasswordPolicy", "PasswordReusePrevention=3");
        foreach (var (old, other) in (ValueTuple<string, string>[])[(LoginCalls.Password, "Horse-2"), ("Horse-2", "Horse-3")])
            (await app.ChangePassword(alice, old, other)).Expect(HttpStatusCode.OK);
        foreach (var former in (string[])[LoginCalls.Password, "Horse-2", "Horse-3"])
            (await app.ChangePassword(alice, "Horse-3", former)).IsRefused(
                400, "PasswordPolicyViolation", "Password should not be one of the previous 3 passwords");
        (await app.ChangePassword(alice, "Horse-3", "Horse-4")).Expect(HttpStatusCode.OK);
        (await app.ChangePassword(alice, "Horse-4", LoginCalls.Password)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_holds()
    {
        var alice = await app.GivenLogin("alice");
        string[] others = ["Other-Horse-1", "Other-Horse-2", "Other-Horse-3"];
        var answers = await Task.WhenAll(others.Select(other => app.ChangePassword(alice, LoginCalls.Password, other)));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Contains(answer.Error, (string[])["EntityTemporarilyUnmodifiable", "AccessDenied"]));
        Assert.True(await app.Knows(alice, others[Array.FindIndex(answers, answer => answer.Status == 200)]));
    }

    [Fact]
    public async Task Who_has_no_password_has_none_to_change() =>
        (await app.ChangePassword(AwsKey.Admin, "Horse-1", "Horse-2")).IsRefused(404, "NoSuchEntity", "Login Profile for User admin cannot be found.");

    [Fact]
    public async Task It_takes_a_permission_or_the_accounts_policy()
    {
        var alice = await app.GivenUser("alice", isAdministrator: false);
        await app.Iam("CreateLoginProfile", "UserName=alice", $"Password={LoginCalls.Password}");
        (await app.ChangePassword(alice, LoginCalls.Password, "Other-Horse-1")).IsRefused(
            403,
            "AccessDenied",
            "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: iam:ChangePassword on resource: arn:aws:iam::000000000000:user/alice " +
            "because no identity-based policy allows the iam:ChangePassword action");
        await app.Iam("UpdateAccountPasswordPolicy", "AllowUsersToChangePassword=true");
        (await app.ChangePassword(alice, LoginCalls.Password, "Other-Horse-1")).Expect(HttpStatusCode.OK);
        (await app.Iam(alice, "GetAccountPasswordPolicy")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(alice, "UpdateLoginProfile", "UserName=alice")).Error);
        await app.Iam(
            "PutUserPolicy", "UserName=alice", "PolicyName=no", Form("PolicyDocument", PolicyCalls.Allow("iam:ChangePassword").Replace("Allow", "Deny", StringComparison.Ordinal)));
        Assert.Equal("AccessDenied", (await app.ChangePassword(alice, "Other-Horse-1", "Other-Horse-2")).Error);
    }
}
