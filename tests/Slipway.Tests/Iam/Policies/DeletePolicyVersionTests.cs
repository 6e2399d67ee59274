using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class DeletePolicyVersionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_version_goes_unless_it_is_in_force()
    {
        var arn = await app.GivenPolicy("Push");
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);

        (await Delete(arn, "v2")).IsRefused(409, "DeleteConflict", "Cannot delete the default version of a policy.");
        Assert.Equal(200, (await Delete(arn, "v1")).Status);
        Assert.Equal(["v2"], (await app.Iam("ListPolicyVersions", $"PolicyArn={arn}")).Texts("VersionId"));
        (await Delete(arn, "v1")).IsRefused(404, "NoSuchEntity", $"Policy {arn} version v1 does not exist or is not attachable.");
    }

    [Fact]
    public async Task AWS_s_versions_stay() => Assert.Equal("AccessDenied", (await Delete(PolicyCalls.Aws, "v3")).Error);

    private Task<AwsAnswer> Delete(string arn, string version) => app.Iam("DeletePolicyVersion", $"PolicyArn={arn}", $"VersionId={version}");
}
