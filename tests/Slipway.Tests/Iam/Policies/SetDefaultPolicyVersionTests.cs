using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class SetDefaultPolicyVersionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_earlier_version_comes_back_into_force()
    {
        var arn = await app.GivenPolicy("Push");
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);
        Assert.Equal(200, (await Set(arn, "v1")).Status);
        Assert.Equal("v1", (await app.Iam("GetPolicy", $"PolicyArn={arn}")).Find("DefaultVersionId"));
    }

    [Fact]
    public async Task What_is_in_force_decides_the_next_call()
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        var arn = await app.GivenPolicy("Policy", "/", PolicyCalls.Allow("ecr:DescribeRepositories"));
        await app.Attach("User", "alice", arn);
        Assert.Equal(200, await Describe());

        await app.AddVersion(arn, PolicyCalls.Allow("ecr:ListImages"), isDefault: true);
        Assert.Equal(400, await Describe());
        await Set(arn, "v1");
        Assert.Equal(200, await Describe());

        async Task<int> Describe() => (await app.Ecr("DescribeRepositories", "{}", key, SlipwayApp.Region)).Status;
    }

    [Fact]
    public async Task A_version_that_is_not_there_changes_nothing()
    {
        var arn = await app.GivenPolicy("Push");
        (await Set(arn, "v2")).IsRefused(404, "NoSuchEntity", $"Policy {arn} version v2 does not exist or is not attachable.");
        Assert.Equal("v1", (await app.Iam("GetPolicy", $"PolicyArn={arn}")).Find("DefaultVersionId"));
        Assert.Equal("AccessDenied", (await Set(PolicyCalls.Aws, "v3")).Error);
    }

    private Task<AwsAnswer> Set(string arn, string version) => app.Iam("SetDefaultPolicyVersion", $"PolicyArn={arn}", $"VersionId={version}");
}
