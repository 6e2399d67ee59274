using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class RemoveUserFromGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_user_is_out_of_the_group_whether_it_was_in_or_not()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=admin");
        (await app.Iam("RemoveUserFromGroup", "GroupName=DEVS", "UserName=Admin")).Expect(HttpStatusCode.OK);
        Assert.Empty((await app.Iam("GetGroup", "GroupName=devs")).All("UserName"));
        (await app.Iam("RemoveUserFromGroup", "GroupName=devs", "UserName=admin")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_or_what_is_missing_is_said()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        (await app.Iam("RemoveUserFromGroup", "GroupName=devs", "UserName=Bob")).IsRefused(404, "NoSuchEntity", "The user with name Bob cannot be found.");
        (await app.Iam("RemoveUserFromGroup", "GroupName=Ops", "UserName=admin")).IsRefused(404, "NoSuchEntity", "The group with name Ops cannot be found.");
    }
}
