using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class DeletePolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_policy_is_deleted_with_its_default_version()
    {
        var arn = await app.GivenPolicy("Push");
        Assert.Equal(200, (await Delete(arn)).Status);
        (await Delete(arn)).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");
        Assert.Equal("NoSuchEntity", (await app.Iam("GetPolicyVersion", $"PolicyArn={arn}", "VersionId=v1")).Error);
    }

    [Theory]
    [InlineData("User")]
    [InlineData("Group")]
    [InlineData("Role")]
    public async Task A_policy_in_use_stays(string kind)
    {
        var arn = await app.GivenPolicy("Push");
        await app.GivenHolder(kind, "thing");
        await app.Attach(kind, "thing", arn);

        (await Delete(arn)).IsRefused(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
        await app.Iam($"Detach{kind}Policy", $"{kind}Name=thing", $"PolicyArn={arn}");
        Assert.Equal(200, (await Delete(arn)).Status);
    }

    [Fact]
    public async Task A_boundary_in_use_stays()
    {
        var arn = await app.GivenPolicy("Push");
        await app.Iam("CreateUser", "UserName=alice", $"PermissionsBoundary={arn}");
        (await Delete(arn)).IsRefused(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
    }

    [Fact]
    public async Task Other_versions_go_first()
    {
        var arn = await app.GivenPolicy("Push");
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);
        (await Delete(arn)).IsRefused(
            409,
            "DeleteConflict",
            "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
    }

    [Fact]
    public async Task AWS_s_policies_stay()
    {
        Assert.Equal("AccessDenied", (await Delete(PolicyCalls.Aws)).Error);
        Assert.Equal(200, (await app.Iam("GetPolicy", $"PolicyArn={PolicyCalls.Aws}")).Status);
    }

    private Task<AwsAnswer> Delete(string arn) => app.Iam("DeletePolicy", $"PolicyArn={arn}");
}
