using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.LoginProfiles;

public sealed class UpdateLoginProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Another_password_takes_the_place_of_the_one_before()
    {
        var alice = await app.GivenLogin("alice");
        (await Update("Password=Other-Horse-1")).Expect(HttpStatusCode.OK);
        Assert.True(await app.Knows(alice, "Other-Horse-1"));
        Assert.False(await app.Knows(alice, LoginCalls.Password));
    }

    [Fact]
    public async Task What_is_left_out_stays()
    {
        var alice = await app.GivenLogin("alice");
        (await Update("PasswordResetRequired=true")).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await app.Iam("GetLoginProfile", "UserName=alice")).Find("PasswordResetRequired"));
        Assert.True(await app.Knows(alice, LoginCalls.Password));
        (await Update("Password=Other-Horse-1")).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await app.Iam("GetLoginProfile", "UserName=alice")).Find("PasswordResetRequired"));
        (await Update("PasswordResetRequired=false")).Expect(HttpStatusCode.OK);
        Assert.Equal("false", (await app.Iam("GetLoginProfile", "UserName=alice")).Find("PasswordResetRequired"));
    }

    [Fact]
    public async Task The_rules_and_the_history_hold()
    {
        await app.GivenLogin("alice");
        await app.Iam("UpdateAccountPasswordPolicy", "PasswordReusePrevention=2");
        (await Update("Password=short")).IsRefused(400, "PasswordPolicyViolation", "Password should have a minimum length of 6");
        (await Update($"Password={LoginCalls.Password}")).IsRefused(
            400, "PasswordPolicyViolation", "Password should not be one of the previous 2 passwords");
    }

    [Fact]
    public async Task Who_has_none_has_none_to_update()
    {
        (await app.Iam("UpdateLoginProfile", "UserName=admin", "Password=Passw0rd")).IsRefused(
            404, "NoSuchEntity", "Login Profile for User admin cannot be found.");
        (await app.Iam("UpdateLoginProfile", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
    }

    private Task<AwsAnswer> Update(string change) => app.Iam("UpdateLoginProfile", "UserName=alice", change);
}
