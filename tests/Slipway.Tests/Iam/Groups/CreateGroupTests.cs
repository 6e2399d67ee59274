using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Groups;

public sealed class CreateGroupTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_new_group_is_answered_as_AWS_answers() =>
        Golden.Matches((await app.Iam("CreateGroup", "GroupName=Devs", "Path=/team/")).Expect(HttpStatusCode.OK).Repeatable(), "devs");

    [Fact]
    public async Task Without_a_path_it_is_at_the_root_and_has_a_unique_id()
    {
        var created = (await app.Iam("CreateGroup", "GroupName=devs")).Expect(HttpStatusCode.OK);
        Assert.Equal("arn:aws:iam::000000000000:group/devs", created.Find("Arn"));
        Assert.Matches("^AGPA[A-Z2-7]{17}$", created.Find("GroupId"));
    }

    [Fact]
    public async Task A_name_that_differs_in_case_alone_is_taken_and_a_users_name_is_not()
    {
        (await app.Iam("CreateGroup", "GroupName=Devs")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateGroup", "GroupName=dEVS")).IsRefused(409, "EntityAlreadyExists", "Group with name dEVS already exists.");
        (await app.Iam("CreateGroup", "GroupName=admin")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_name_has_at_most_128_characters()
    {
        (await app.Iam("CreateGroup", $"GroupName={new string('a', 128)}")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateGroup", $"GroupName={new string('a', 129)}")).IsInvalidMember("groupName", "Member must have length less than or equal to 128");
        (await app.Iam("CreateGroup", "GroupName=a%2Fb")).IsInvalidMember("groupName", @"Member must satisfy regular expression pattern: [\w+=,.@-]+");
    }

    [Fact]
    public async Task An_account_has_at_most_300()
    {
        for (var i = 0; i < 300; i++) (await app.Iam("CreateGroup", $"GroupName=g{i}")).Expect(HttpStatusCode.OK);
        (await app.Iam("CreateGroup", "GroupName=more")).IsRefused(409, "LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300");
        Assert.Equal(100, (await app.Iam("ListGroups")).All("GroupName").Count);
        Assert.Equal(300, (await app.Iam("ListGroups", "MaxItems=1000")).All("GroupName").Count);
    }
}
