using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class TagRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_added_and_take_the_place_of_the_same_keys_in_every_case()
    {
        await app.GivenRole("deploy");
        await Tag(("Team", "ci"), ("stage", "prod"));
        await Tag(("team", "web"));
        var tags = await app.Iam("ListRoleTags", "RoleName=deploy");
        Assert.Equal(["stage", "team"], tags.Texts("Key"));
        Assert.Equal(["prod", "web"], tags.Texts("Value"));
    }

    [Fact]
    public async Task There_are_at_most_50()
    {
        await app.GivenRole("deploy");
        await Tag([.. Enumerable.Range(0, 50).Select(number => ($"key{number}", ""))]);
        (await app.Iam("TagRole", "RoleName=deploy", "Tags.member.1.Key=more", "Tags.member.1.Value=")).IsRefused(
            409, "LimitExceeded", "Cannot exceed quota for TagsPerRole: 50");
        await Tag(("key49", "changed"));
        Assert.Equal(50, (await app.Iam("ListRoleTags", "RoleName=deploy")).Texts("Key").Length);
    }

    [Fact]
    public async Task A_service_linked_role_takes_tags()
    {
        await app.GivenServiceLinkedRole();
        await app.Iam("TagRole", $"RoleName={ServiceLinkedRole.Name}", "Tags.member.1.Key=a", "Tags.member.1.Value=").Done();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("TagRole", "RoleName=deploy", "Tags.member.1.Key=a", "Tags.member.1.Value=")).IsMissingRole("deploy");

    private Task Tag(params (string Key, string Value)[] tags) => app.Iam(
        "TagRole",
        ["RoleName=deploy", .. tags.SelectMany((tag, index) => new[] { $"Tags.member.{index + 1}.Key={tag.Key}", $"Tags.member.{index + 1}.Value={tag.Value}" })]).Done();
}
