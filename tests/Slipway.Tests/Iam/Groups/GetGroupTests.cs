using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class GetGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_group_without_users_has_an_empty_list()
    {
        await app.Iam("CreateGroup", "GroupName=Devs");
        Golden.Matches((await app.Iam("GetGroup", "GroupName=devs")).Expect(HttpStatusCode.OK).Repeatable(), "empty");
    }

    [Fact]
    public async Task Its_users_come_in_pages_by_name_and_the_group_with_each()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        foreach (var name in (string[])["carol", "Bob", "alice"])
        {
            await app.Iam("CreateUser", $"UserName={name}");
            await app.Iam("AddUserToGroup", "GroupName=devs", $"UserName={name}");
        }

        var first = (await app.Iam("GetGroup", "GroupName=devs", "MaxItems=2")).Expect(HttpStatusCode.OK);
        Assert.Equal(["alice", "Bob"], first.All("UserName"));
        Assert.Equal("true", first.Find("IsTruncated"));
        var marker = AwsCalls.Form("Marker", first.Find("Marker")!);
        var last = (await app.Iam("GetGroup", "GroupName=devs", "MaxItems=2", marker)).Expect(HttpStatusCode.OK);
        Assert.Equal(["carol"], last.All("UserName"));
        Assert.Equal(("devs", "false", null), (last.Find("GroupName"), last.Find("IsTruncated"), last.Find("Marker")));

        await app.Iam("CreateGroup", "GroupName=ops");
        (await app.Iam("GetGroup", "GroupName=ops", marker)).IsRefused("ValidationError", "Invalid Marker.");
    }

    [Fact]
    public async Task No_group_of_that_name_is_said_with_the_name() =>
        (await app.Iam("GetGroup", "GroupName=Ops")).IsRefused(404, "NoSuchEntity", "The group with name Ops cannot be found.");
}
