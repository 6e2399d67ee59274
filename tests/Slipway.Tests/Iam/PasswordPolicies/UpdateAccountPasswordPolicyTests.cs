using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.PasswordPolicies;

public sealed class UpdateAccountPasswordPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_member_is_kept()
    {
        (await Update(
            "MinimumPasswordLength=10", "RequireSymbols=true", "RequireNumbers=true", "RequireUppercaseCharacters=true", "RequireLowercaseCharacters=true",
            "AllowUsersToChangePassword=true", "MaxPasswordAge=60", "PasswordReusePrevention=3", "HardExpiry=true")).Expect(HttpStatusCode.OK);
        Golden.Matches((await app.Iam("GetAccountPasswordPolicy")).Expect(HttpStatusCode.OK).Repeatable(), "everything");
    }

    [Fact]
    public async Task What_is_left_out_goes_back_to_its_default()
    {
        await Update("MinimumPasswordLength=10", "RequireSymbols=true", "MaxPasswordAge=60", "PasswordReusePrevention=3", "HardExpiry=true");
        (await Update()).Expect(HttpStatusCode.OK);
        Golden.Matches((await app.Iam("GetAccountPasswordPolicy")).Expect(HttpStatusCode.OK).Repeatable(), "defaults");
    }

    [Fact]
    public async Task Numbers_have_bounds()
    {
        (await Update("MaxPasswordAge=1096", "MinimumPasswordLength=129", "PasswordReusePrevention=25")).IsRefused(
            400,
            "ValidationError",
            "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value less than or equal to 128; " +
            "Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095; " +
            "Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal to 24");
        (await Update("MinimumPasswordLength=5")).IsInvalidMember("minimumPasswordLength", "Member must have value greater than or equal to 6");
    }

    private Task<AwsAnswer> Update(params string[] members) => app.Iam("UpdateAccountPasswordPolicy", members);
}
