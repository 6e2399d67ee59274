using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.LoginProfiles;

public sealed class DeleteLoginProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deleted_password_is_gone_with_its_history()
    {
        await app.GivenLogin("alice");
        await app.Iam("UpdateAccountPasswordPolicy", "PasswordReusePrevention=24");
        (await Delete("alice")).Expect(HttpStatusCode.OK);
        (await Delete("alice")).IsRefused(404, "NoSuchEntity", "Login Profile for User alice cannot be found.");
        (await app.Iam("GetLoginProfile", "UserName=alice")).IsRefused(404, "NoSuchEntity", "Login Profile for User alice cannot be found.");
        (await app.Iam("CreateLoginProfile", "UserName=alice", $"Password={LoginCalls.Password}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whose_it_is_must_be_said()
    {
        (await Delete("bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
        (await app.Iam("DeleteLoginProfile")).IsRefused(
            400, "ValidationError", "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null");
    }

    private Task<AwsAnswer> Delete(string user) => app.Iam("DeleteLoginProfile", $"UserName={user}");
}
