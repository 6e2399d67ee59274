using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class TagInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_added_and_take_the_place_of_the_same_keys_in_every_case()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await Tag(("Team", "ci"), ("stage", "prod"));
        await Tag(("team", "web"));
        var tags = await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine");
        Assert.Equal(["stage", "team"], tags.Texts("Key"));
        Assert.Equal(["prod", "web"], tags.Texts("Value"));
    }

    [Fact]
    public async Task There_are_at_most_50()
    {
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await Tag([.. Enumerable.Range(0, 50).Select(number => ($"key{number}", ""))]);
        (await app.Iam("TagInstanceProfile", "InstanceProfileName=machine", "Tags.member.1.Key=more", "Tags.member.1.Value=")).IsRefused(
            409, "LimitExceeded", "Cannot exceed quota for TagsPerInstanceProfile: 50");
        await Tag(("key49", "changed"));
        Assert.Equal(50, (await app.Iam("ListInstanceProfileTags", "InstanceProfileName=machine")).Texts("Key").Length);
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("TagInstanceProfile", "InstanceProfileName=machine", "Tags.member.1.Key=a", "Tags.member.1.Value=")).IsMissingProfile("machine");

    private Task Tag(params (string Key, string Value)[] tags) => app.Iam(
        "TagInstanceProfile",
        ["InstanceProfileName=machine", .. tags.SelectMany((tag, index) => new[] { $"Tags.member.{index + 1}.Key={tag.Key}", $"Tags.member.{index + 1}.Value={tag.Value}" })]).Done();
}
