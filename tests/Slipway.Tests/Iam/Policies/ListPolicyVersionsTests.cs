using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class ListPolicyVersionsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Versions_are_listed_the_latest_first_without_their_documents()
    {
        var arn = await app.GivenPolicy("Push");
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: true);
        await app.AddVersion(arn, PolicyCalls.Allow("ecr:*"), isDefault: false);

        var answer = await app.Iam("ListPolicyVersions", $"PolicyArn={arn}");
        Assert.Equal(["v3", "v2", "v1"], answer.Texts("VersionId"));
        Assert.Equal(["false", "true", "false"], answer.Texts("IsDefaultVersion"));
        Assert.Empty(answer.Texts("Document"));
        Assert.Equal([["v3", "v2"], ["v1"]], await app.Pages("ListPolicyVersions", "VersionId", $"PolicyArn={arn}", "MaxItems=2"));
    }

    [Fact]
    public async Task AWS_s_policies_have_one() =>
        Assert.Equal(["v3"], (await app.Iam("ListPolicyVersions", $"PolicyArn={PolicyCalls.Aws}")).Texts("VersionId"));

    [Fact]
    public async Task What_is_not_there_has_none()
    {
        var arn = PolicyCalls.ArnOf("None");
        (await app.Iam("ListPolicyVersions", $"PolicyArn={arn}")).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");
    }
}
