using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class ListPolicyTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_listed_page_by_page()
    {
        var arn = await app.GivenPolicy("Push");
        for (var i = 0; i < 3; i++) await app.Iam("TagPolicy", $"PolicyArn={arn}", $"Tags.member.1.Key=k{i}", "Tags.member.1.Value=");
        Assert.Equal([["k0", "k1"], ["k2"]], await app.Pages("ListPolicyTags", "Key", $"PolicyArn={arn}", "MaxItems=2"));
    }

    [Fact]
    public async Task AWS_s_policies_have_none() => Assert.Empty((await app.Iam("ListPolicyTags", $"PolicyArn={PolicyCalls.Aws}")).Texts("Key"));

    [Fact]
    public async Task A_policy_that_is_not_there_is_not_found()
    {
        var arn = PolicyCalls.ArnOf("None");
        (await app.Iam("ListPolicyTags", $"PolicyArn={arn}")).IsRefused(404, "NoSuchEntity", $"Policy {arn} was not found.");
    }
}
