using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class ListGroupsTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Groups_come_in_pages_by_name()
    {
        foreach (var name in (string[])["b", "C", "a"]) await app.Iam("CreateGroup", $"GroupName={name}");
        var first = (await app.Iam("ListGroups", "MaxItems=2")).Expect(HttpStatusCode.OK);
        var last = await app.Iam("ListGroups", "MaxItems=2", AwsCalls.Form("Marker", first.Find("Marker")!));
        Assert.Equal(["a", "b"], first.All("GroupName"));
        Assert.Equal("true", first.Find("IsTruncated"));
        Assert.Equal(["C"], last.Expect(HttpStatusCode.OK).All("GroupName"));
        Assert.Equal(("false", null), (last.Find("IsTruncated"), last.Find("Marker")));
    }

    [Fact]
    public async Task A_prefix_leaves_out_what_is_elsewhere()
    {
        await app.Iam("CreateGroup", "GroupName=a", "Path=/team/");
        await app.Iam("CreateGroup", "GroupName=b");
        Assert.Equal(["a"], (await app.Iam("ListGroups", "PathPrefix=/team")).All("GroupName"));
        Golden.Matches((await app.Iam("ListGroups", "PathPrefix=/nobody/")).Expect(HttpStatusCode.OK).Repeatable(), "empty");
    }

    [Fact]
    public async Task What_breaks_the_model_or_is_no_marker_is_refused()
    {
        (await app.Iam("ListGroups", "MaxItems=0")).IsInvalidMember("maxItems", "Member must have value greater than or equal to 1");
        (await app.Iam("ListGroups", "Marker=a")).IsRefused("ValidationError", "Invalid Marker.");
    }
}
