using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Users;

public sealed class UpdateUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Another_name_and_path_keep_the_id_the_keys_and_the_groups()
    {
        var created = await app.Iam("CreateUser", "UserName=alice");
        var key = (await app.Iam("CreateAccessKey", "UserName=alice")).Find("AccessKeyId")!;
        await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=alice");

        (await app.Iam("UpdateUser", "UserName=ALICE", "NewUserName=Alicia", "NewPath=/team/")).Expect(HttpStatusCode.OK);

        var renamed = (await app.Iam("GetUser", "UserName=alicia")).Expect(HttpStatusCode.OK);
        Assert.Equal(created.Find("UserId"), renamed.Find("UserId"));
        Assert.Equal("arn:aws:iam::000000000000:user/team/Alicia", renamed.Find("Arn"));
        Assert.Equal([key], (await app.Iam("ListAccessKeys", "UserName=alicia")).All("AccessKeyId"));
        Assert.Equal(["devs"], (await app.Iam("ListGroupsForUser", "UserName=alicia")).All("GroupName"));
        Assert.Equal("NoSuchEntity", (await app.Iam("GetUser", "UserName=alice")).Error);
    }

    [Fact]
    public async Task A_caller_is_itself_under_its_new_name_with_its_old_key()
    {
        var key = await app.GivenUser("alice", isAdministrator: true);
        (await app.Iam(key, "GetUser")).Expect(HttpStatusCode.OK);
        (await app.Iam(key, "UpdateUser", "UserName=alice", "NewUserName=alicia", "NewPath=/team/")).Expect(HttpStatusCode.OK);
        Assert.Equal("alicia", (await app.Iam(key, "GetUser")).Expect(HttpStatusCode.OK).Find("UserName"));
        Assert.Equal("arn:aws:iam::000000000000:user/team/alicia", (await app.Sts(key, "GetCallerIdentity")).Find("Arn"));
    }

    [Fact]
    public async Task Nothing_new_changes_nothing()
    {
        var created = await app.Iam("CreateUser", "UserName=alice", "Path=/team/");
        (await app.Iam("UpdateUser", "UserName=alice")).Expect(HttpStatusCode.OK);
        Assert.Equal(created.Find("Arn"), (await app.Iam("GetUser", "UserName=alice")).Find("Arn"));
    }

    [Fact]
    public async Task A_taken_name_is_refused_and_its_own_in_another_case_is_not()
    {
        await app.Iam("CreateUser", "UserName=alice");
        await app.Iam("CreateUser", "UserName=Bob");
        (await app.Iam("UpdateUser", "UserName=alice", "NewUserName=bOB", "NewPath=/x/")).IsRefused(409, "EntityAlreadyExists", "User with name bOB already exists.");
        Assert.Equal("/", (await app.Iam("GetUser", "UserName=alice")).Find("Path"));
        (await app.Iam("UpdateUser", "UserName=alice", "NewUserName=ALICE")).Expect(HttpStatusCode.OK);
        Assert.Equal("ALICE", (await app.Iam("GetUser", "UserName=alice")).Find("UserName"));
        (await app.Iam("UpdateUser", "UserName=carol", "NewUserName=dave")).IsRefused(404, "NoSuchEntity", "The user with name carol cannot be found.");
    }

    [Fact]
    public async Task A_new_name_keeps_the_rules_of_names()
    {
        (await app.Iam("UpdateUser", "UserName=admin", "NewUserName=a%20b")).IsInvalidMember("newUserName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+");
        (await app.Iam("UpdateUser", "UserName=admin", $"NewUserName={new string('a', 65)}")).IsInvalidMember("newUserName", "Member must have length less than or equal to 64");
    }
}
