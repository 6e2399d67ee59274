using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class UpdateGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Another_name_and_path_keep_the_id_and_who_is_in_it()
    {
        var created = await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("AddUserToGroup", "GroupName=devs", "UserName=admin");
        (await app.Iam("UpdateGroup", "GroupName=DEVS", "NewGroupName=Developers", "NewPath=/team/")).Expect(HttpStatusCode.OK);
        var renamed = (await app.Iam("GetGroup", "GroupName=developers")).Expect(HttpStatusCode.OK);
        Assert.Equal((created.Find("GroupId"), "arn:aws:iam::000000000000:group/team/Developers"), (renamed.Find("GroupId"), renamed.Find("Arn")));
        Assert.Equal(["admin"], renamed.All("UserName"));
        Assert.Equal("NoSuchEntity", (await app.Iam("GetGroup", "GroupName=devs")).Error);
    }

    [Fact]
    public async Task A_taken_name_is_refused_and_its_own_in_another_case_is_not()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        await app.Iam("CreateGroup", "GroupName=ops");
        (await app.Iam("UpdateGroup", "GroupName=devs", "NewGroupName=OPS")).IsRefused(409, "EntityAlreadyExists", "Group with name OPS already exists.");
        (await app.Iam("UpdateGroup", "GroupName=devs", "NewGroupName=DEVS")).Expect(HttpStatusCode.OK);
        (await app.Iam("UpdateGroup", "GroupName=devs")).Expect(HttpStatusCode.OK);
        Assert.Equal(["DEVS", "ops"], (await app.Iam("ListGroups")).All("GroupName"));
        (await app.Iam("UpdateGroup", "GroupName=nobody", "NewGroupName=x")).IsRefused(404, "NoSuchEntity", "The group with name nobody cannot be found.");
    }
}
