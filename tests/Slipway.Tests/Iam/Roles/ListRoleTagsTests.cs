using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class ListRoleTagsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Tags_are_listed_by_key_page_by_page()
    {
        await app.GivenRole("deploy");
        await app.Iam(
            "TagRole", "RoleName=deploy", "Tags.member.1.Key=c", "Tags.member.1.Value=3", "Tags.member.2.Key=a", "Tags.member.2.Value=1",
            "Tags.member.3.Key=b", "Tags.member.3.Value=2").Done();
        Assert.Equal([["a", "b"], ["c"]], await app.Pages("ListRoleTags", "Key", "RoleName=deploy", "MaxItems=2"));
        Assert.Equal(["1", "2", "3"], (await app.Iam("ListRoleTags", "RoleName=deploy")).Texts("Value"));
    }

    [Fact]
    public async Task Without_tags_the_list_is_empty()
    {
        await app.GivenRole("deploy");
        var answer = (await app.Iam("ListRoleTags", "RoleName=deploy")).Expect(HttpStatusCode.OK);
        Assert.Equal(("", "false", null), (answer.Find("Tags"), answer.Find("IsTruncated"), answer.Find("Marker")));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("ListRoleTags", "RoleName=deploy")).IsMissingRole("deploy");
}
