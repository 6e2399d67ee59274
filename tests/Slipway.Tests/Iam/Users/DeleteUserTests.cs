using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Users;

public sealed class DeleteUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deleted_user_is_gone()
    {
        await app.Iam("CreateUser", "UserName=Alice");
        Golden.Matches((await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK).Repeatable(), "done");
        (await app.Iam("DeleteUser", "UserName=Alice")).IsRefused(404, "NoSuchEntity", "The user with name Alice cannot be found.");
        Assert.Equal(["admin"], (await app.Iam("ListUsers")).All("UserName"));
    }

    [Fact]
    public async Task What_belongs_to_it_must_go_first()
    {
        await app.Iam("CreateUser", "UserName=alice");
        await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=alice");
        var key = (await app.Iam("CreateAccessKey", "UserName=alice")).Find("AccessKeyId");

        (await app.Iam("DeleteUser", "UserName=alice")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
        (await app.Iam("DeleteAccessKey", "UserName=alice", $"AccessKeyId={key}")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alice")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must remove users from group first.");
        (await app.Iam("RemoveUserFromGroup", "GroupName=devs", "UserName=alice")).Expect(HttpStatusCode.OK);
        (await app.Iam("DeleteUser", "UserName=alice")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_first_identity_is_a_user_like_any_other()
    {
        var other = await app.GivenUser("root2", isAdministrator: true);
        (await app.Iam(other, "DeleteUser", "UserName=admin")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must delete access keys first.");
        (await app.Iam(other, "DeleteAccessKey", "UserName=admin", $"AccessKeyId={AwsKey.Admin.AccessKeyId}")).Expect(HttpStatusCode.OK);
        (await app.Iam(other, "DeleteUser", "UserName=admin")).IsRefused(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
}
