using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.LoginProfiles;

public sealed class GetLoginProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_created_is_what_is_got()
    {
        await app.GivenUser("alice", isAdministrator: false);
        var created = await app.Iam("CreateLoginProfile", "UserName=alice", "Password=Passw0rd", "PasswordResetRequired=true");
        var got = await app.Iam("GetLoginProfile", "UserName=ALICE");
        Assert.Equal(created.Repeatable().Replace("CreateLogin", "GetLogin", StringComparison.Ordinal), got.Repeatable());
    }

    [Fact]
    public async Task Who_has_none_has_none()
    {
        (await app.Iam("GetLoginProfile", "UserName=admin")).IsRefused(404, "NoSuchEntity", "Login Profile for User admin cannot be found.");
        (await app.Iam("GetLoginProfile", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Iam("GetLoginProfile")).IsRefused(
            400, "ValidationError", "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null");
        (await app.Iam("GetLoginProfile", Form("UserName", "a b"))).IsInvalidMember("userName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+");
    }
}
