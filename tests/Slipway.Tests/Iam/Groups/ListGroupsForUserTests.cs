using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class ListGroupsForUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_users_groups_come_in_pages_by_name()
    {
        foreach (var name in (string[])["b", "C", "a", "others"]) await app.Iam("CreateGroup", $"GroupName={name}");
        foreach (var name in (string[])["b", "C", "a"]) await app.Iam("AddUserToGroup", $"GroupName={name}", "UserName=admin");
        var first = (await app.Iam("ListGroupsForUser", "UserName=Admin", "MaxItems=2")).Expect(HttpStatusCode.OK);
        var last = await app.Iam("ListGroupsForUser", "UserName=admin", "MaxItems=2", AwsCalls.Form("Marker", first.Find("Marker")!));
        Assert.Equal(["a", "b"], first.All("GroupName"));
        Assert.Equal("true", first.Find("IsTruncated"));
        Assert.Equal(["C"], last.Expect(HttpStatusCode.OK).All("GroupName"));
        Assert.Equal("false", last.Find("IsTruncated"));
    }

    [Fact]
    public async Task Nobody_is_in_no_group() =>
        (await app.Iam("ListGroupsForUser", "UserName=bob")).IsRefused(404, "NoSuchEntity", "The user with name bob cannot be found.");
}
