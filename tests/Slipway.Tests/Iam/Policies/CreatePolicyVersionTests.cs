using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class CreatePolicyVersionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData(true, "v2")]
    [InlineData(false, "v1")]
    public async Task A_version_comes_into_force_only_if_that_is_asked_for(bool isDefault, string inForce)
    {
        var arn = await app.GivenPolicy("Push");
        var answer = await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault);

        Assert.Equal(("v2", isDefault ? "true" : "false"), (answer.Find("VersionId"), answer.Find("IsDefaultVersion")));
        Assert.Null(answer.Find("Document"));
        Assert.Equal(inForce, (await app.Iam("GetPolicy", $"PolicyArn={arn}")).Find("DefaultVersionId"));
    }

    [Fact]
    public async Task The_sixth_version_is_too_many_and_an_id_is_never_used_again()
    {
        var arn = await app.GivenPolicy("Push");
        for (var version = 2; version <= 5; version++) await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);

        (await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true)).IsRefused(
            409,
            "LimitExceeded",
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.");
        await app.Iam("DeletePolicyVersion", $"PolicyArn={arn}", "VersionId=v4");
        Assert.Equal("v6", (await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true)).Find("VersionId"));
    }

    [Fact]
    public async Task What_is_no_policy_or_too_large_becomes_no_version()
    {
        var arn = await app.GivenPolicy("Push");
        Assert.Equal("MalformedPolicyDocument", (await app.AddVersion(arn, "{}", isDefault: true)).Error);
        (await app.AddVersion(arn, PolicyCalls.AllowOfSize(6145), isDefault: true)).IsRefused(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144");
        Assert.Equal(["v1"], (await app.Iam("ListPolicyVersions", $"PolicyArn={arn}")).Texts("VersionId"));
    }

    [Fact]
    public async Task Only_own_policies_get_versions()
    {
        var none = PolicyCalls.ArnOf("None");
        (await app.AddVersion(none, PolicyCalls.Allow("ecr:*"), isDefault: true)).IsRefused(404, "NoSuchEntity", $"Policy {none} was not found.");
        Assert.Equal("AccessDenied", (await app.AddVersion(PolicyCalls.Aws, PolicyCalls.Allow("ecr:*"), isDefault: true)).Error);
    }
}
