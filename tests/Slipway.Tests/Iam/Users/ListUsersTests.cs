using System.Net;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

public sealed class ListUsersTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Users_come_in_the_order_of_their_names_without_tags_and_boundary()
    {
        await app.Iam("CreateUser", "UserName=bob");
        await app.Iam("CreateUser", "UserName=Alice", "PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess", UserTags.Of(("a", "1")));
        var all = (await app.Iam("ListUsers")).Expect(HttpStatusCode.OK);
        Assert.Equal(["admin", "Alice", "bob"], all.All("UserName"));
        Assert.Equal("false", all.Find("IsTruncated"));
        Assert.Null(all.Find("Marker"));
        Assert.Null(all.Find("Tags"));
        Assert.Null(all.Find("PermissionsBoundary"));
    }

    [Fact]
    public async Task Pages_follow_each_other_until_none_is_left()
    {
        for (var i = 0; i < 4; i++) await app.Iam("CreateUser", $"UserName=user{i}");
        List<string> seen = [];
        string? marker = null;
        do
        {
            var page = (await app.Iam("ListUsers", ["MaxItems=2", .. marker is null ? (string[])[] : [Form("Marker", marker)]])).Expect(HttpStatusCode.OK);
            marker = page.Find("Marker");
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated"));
            Assert.InRange(page.All("UserName").Count, 1, 2);
            seen.AddRange(page.All("UserName"));
        }
        while (marker is not null);
        Assert.Equal(["admin", "user0", "user1", "user2", "user3"], seen);
    }

    [Fact]
    public async Task A_marker_goes_on_with_its_own_listing_alone()
    {
        await app.Iam("CreateUser", "UserName=alice");
        await app.Iam("CreateGroup", "GroupName=devs");
        var marker = Form("Marker", (await app.Iam("ListUsers", "MaxItems=1")).Find("Marker")!);
        (await app.Iam("ListUsers", marker)).Expect(HttpStatusCode.OK);
        (await app.Iam("ListUsers", marker, "PathPrefix=/a")).IsRefused("ValidationError", "Invalid Marker.");
        (await app.Iam("ListGroups", marker)).IsRefused("ValidationError", "Invalid Marker.");
        (await app.Iam("ListUsers", "Marker=alice")).IsRefused("ValidationError", "Invalid Marker.");
    }

    [Fact]
    public async Task A_prefix_leaves_out_what_is_elsewhere()
    {
        await app.Iam("CreateUser", "UserName=alice", "Path=/team/web/");
        await app.Iam("CreateUser", "UserName=bob", "Path=/team/");
        await app.Iam("CreateUser", "UserName=carol", "Path=/Team/");
        Assert.Equal(["alice", "bob"], (await app.Iam("ListUsers", "PathPrefix=/team")).All("UserName"));
        Assert.Equal(["alice"], (await app.Iam("ListUsers", "PathPrefix=/team/web/")).All("UserName"));
        Golden.Matches((await app.Iam("ListUsers", "PathPrefix=/nobody/")).Expect(HttpStatusCode.OK).Repeatable(), "empty");
    }

    [Theory]
    [InlineData("MaxItems=0", "maxItems", "Member must have value greater than or equal to 1")]
    [InlineData("MaxItems=1001", "maxItems", "Member must have value less than or equal to 1000")]
    [InlineData("PathPrefix=x", "pathPrefix", @"Member must satisfy regular expression pattern: \u002F[\u0021-\u007F]*")]
    [InlineData("Marker=", "marker", "Member must have length greater than or equal to 1\nMember must satisfy regular expression pattern: [\\u0020-\\u00FF]+")]
    public async Task What_breaks_the_model_is_refused(string parameter, string member, string constraint) =>
        (await app.Iam("ListUsers", parameter)).IsInvalidMember(member, constraint);
}
