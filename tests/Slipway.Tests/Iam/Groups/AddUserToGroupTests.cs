using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class AddUserToGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_user_is_in_a_group_once_however_often_it_is_added()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        (await app.Iam("AddUserToGroup", "GroupName=Devs", "UserName=ADMIN")).Expect(HttpStatusCode.OK);
        (await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=admin")).Expect(HttpStatusCode.OK);
        Assert.Equal(["admin"], (await app.Iam("GetGroup", "GroupName=devs")).All("UserName"));
    }

    [Fact]
    public async Task Who_or_what_is_missing_is_said()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        (await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=Bob")).IsRefused(404, "NoSuchEntity", "The user with name Bob cannot be found.");
        (await app.Iam("AddUserToGroup", "GroupName=Ops", "UserName=admin")).IsRefused(404, "NoSuchEntity", "The group with name Ops cannot be found.");
    }

    [Fact]
    public async Task A_user_is_in_at_most_10_groups()
    {
        for (var i = 0; i < 11; i++) await app.Iam("CreateGroup", $"GroupName=g{i}");
        for (var i = 0; i < 10; i++) (await app.Iam("AddUserToGroup", $"GroupName=g{i}", "UserName=admin")).Expect(HttpStatusCode.OK);
        (await app.Iam("AddUserToGroup", "GroupName=g10", "UserName=admin")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10");
        (await app.Iam("AddUserToGroup", "GroupName=g9", "UserName=admin")).Expect(HttpStatusCode.OK);
    }
}
