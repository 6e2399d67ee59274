using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class DeleteGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deleted_group_is_gone()
    {
        await app.Iam("CreateGroup", "GroupName=Devs");
        (await app.Iam("DeleteGroup", "GroupName=devs")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteGroup", "GroupName=Devs")).IsRefused(404, "NoSuchEntity", "The group with name Devs cannot be found.");
        Assert.Empty((await app.Iam("ListGroups")).All("GroupName"));
    }

    [Fact]
    public async Task Its_users_must_go_first()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=admin");
        (await app.Iam("DeleteGroup", "GroupName=devs")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must remove users from group first.");
        (await app.Iam("RemoveUserFromGroup", "GroupName=devs", "UserName=admin")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteGroup", "GroupName=devs")).Expect(HttpStatusCode.OK);
    }
}
