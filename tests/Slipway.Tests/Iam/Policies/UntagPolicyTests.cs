using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class UntagPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Keys_go_and_those_that_are_not_there_are_passed_over()
    {
        var arn = await app.GivenPolicy("Push");
        await app.Iam("TagPolicy", $"PolicyArn={arn}", "Tags.member.1.Key=a", "Tags.member.1.Value=1", "Tags.member.2.Key=b", "Tags.member.2.Value=2");
        Assert.Equal(200, (await app.Iam("UntagPolicy", $"PolicyArn={arn}", "TagKeys.member.1=a", "TagKeys.member.2=none")).Status);
        Assert.Equal(["b"], (await app.Iam("ListPolicyTags", $"PolicyArn={arn}")).Texts("Key"));
    }

    [Fact]
    public async Task A_policy_that_is_not_there_is_not_found()
    {
        var arn = PolicyCalls.ArnOf("None");
        (await app.Iam("UntagPolicy", $"PolicyArn={arn}", "TagKeys.member.1=a")).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");
    }
}
