using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Policies;

public sealed class TagPolicyTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_added_and_take_the_place_of_those_with_the_same_key()
    {
        var arn = await app.GivenPolicy("Push");
        await Tag(arn, ("a", "1"), ("b", "2"));
        await Tag(arn, ("A", "3"));
        var answer = await app.Iam("ListPolicyTags", $"PolicyArn={arn}");
        Assert.Equal(["A=3", "b=2"], answer.Texts("Key").Zip(answer.Texts("Value"), (key, value) => $"{key}={value}"));
    }

    [Fact]
    public async Task The_fifty_first_tag_is_too_many()
    {
        var arn = await app.GivenPolicy("Push");
        await Tag(arn, [.. Enumerable.Range(0, 50).Select(i => ($"k{i}", ""))]);
        (await Tag(arn, ("one-more", ""))).IsRefused(409, "LimitExceeded", "Cannot exceed quota for TagsPerPolicy: 50");
    }

    [Fact]
    public async Task Only_own_policies_are_tagged()
    {
        var none = PolicyCalls.ArnOf("None");
        (await Tag(none, ("a", "1"))).IsRefused(404, "NoSuchEntity", $"Policy {none} was not found.");
        Assert.Equal("AccessDenied", (await Tag(PolicyCalls.Aws, ("a", "1"))).Error);
    }

    private Task<AwsAnswer> Tag(string arn, params (string Key, string Value)[] tags) => app.Iam(
        "TagPolicy",
        [$"PolicyArn={arn}", .. tags.SelectMany((tag, i) => new[] { $"Tags.member.{i + 1}.Key={tag.Key}", $"Tags.member.{i + 1}.Value={tag.Value}" })]);
}
