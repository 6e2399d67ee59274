using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.PasswordPolicies;

public sealed class DeleteAccountPasswordPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_is_deleted_once_and_the_default_rules_are_back()
    {
        await app.GivenUser("alice", isAdministrator: false);
        await app.Iam("UpdateAccountPasswordPolicy");
        (await app.Iam("DeleteAccountPasswordPolicy")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteAccountPasswordPolicy")).IsRefused(404, "NoSuchEntity", "The account policy with name PasswordPolicy cannot be found.");
        Assert.Equal("NoSuchEntity", (await app.Iam("GetAccountPasswordPolicy")).Error);
        (await app.Iam("CreateLoginProfile", "UserName=alice", "Password=simple")).IsRefused(
            400, "PasswordPolicyViolation", "Password should have a minimum length of 8");
    }
}
