using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.PasswordPolicies;

public sealed class GetAccountPasswordPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_account_that_made_none_has_none() => (await app.Iam("GetAccountPasswordPolicy")).IsRefused(
        404, "NoSuchEntity", "The Password Policy with domain name 000000000000 cannot be found.");

    [Fact]
    public async Task It_is_still_there_after_a_restart()
    {
        await app.Iam("UpdateAccountPasswordPolicy", "MinimumPasswordLength=12");
        await app.Restart();
        Assert.Equal("12", (await app.Iam("GetAccountPasswordPolicy")).Find("MinimumPasswordLength"));
    }
}
