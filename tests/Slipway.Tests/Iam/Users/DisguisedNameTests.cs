using System.Net;
using Slipway.Tests.Identity;
using Slipway.Tests.Support;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

/// <summary>Nobody passes for somebody else by writing a name in other letters or in another case.</summary>
public sealed class DisguisedNameTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task No_operation_takes_a_look_alike()
    {
        await app.Iam("CreateGroup", "GroupName=devs");
        foreach (var name in IamNameTests.LookAlikes.Select(row => row.Data).Where(name => name != "\uD800"))
        {
            foreach (var (operation, member) in (List<(string, string)>)
                [
                    ("CreateUser", "UserName"), ("GetUser", "UserName"), ("DeleteUser", "UserName"), ("CreateAccessKey", "UserName"),
                    ("UpdateUser&UserName=admin", "NewUserName"), ("AddUserToGroup&GroupName=devs", "UserName"), ("CreateGroup", "GroupName"),
                    ("UpdateGroup&GroupName=devs", "NewGroupName"),
                ])
            {
                var answer = await app.Iam(operation, Form(member, name));
                Assert.True((answer.Status, answer.Error) == (400, "ValidationError"), $"{operation} {name}: {answer.Body}");
            }
        }

        Assert.Equal(["admin"], (await app.Iam("ListUsers")).All("UserName"));
        Assert.Equal(["devs"], (await app.Iam("ListGroups")).All("GroupName"));
    }

    [Fact]
    public async Task A_deny_of_a_user_holds_in_every_case_and_under_its_path()
    {
        var helper = await app.GivenUser("helper", isAdministrator: true);
        await app.Iam("CreateUser", "UserName=Boss", "Path=/board/");
        (await app.Iam("PutUserPolicy", "UserName=helper", "PolicyName=not-the-boss", Form("PolicyDocument", """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:*","Resource":["arn:aws:iam::*:user/board/Boss","arn:aws:iam::*:user/board/boss"]}}
            """))).Expect(HttpStatusCode.OK);
        foreach (var name in (string[])["Boss", "BOSS", "boss", "bOSS"])
        {
            foreach (var operation in (string[])["DeleteUser", "CreateAccessKey", "GetUser", "UpdateUser&NewPath=/elsewhere/"])
            {
                (await app.Iam(helper, operation, $"UserName={name}")).IsRefused(
                    403,
                    "AccessDenied",
                    $"User: arn:aws:iam::000000000000:user/helper is not authorized to perform: iam:{operation.Split('&')[0]} on resource: " +
                    "arn:aws:iam::000000000000:user/board/Boss with an explicit deny in an identity-based policy");
            }
        }

        (await app.Iam(helper, "GetUser", "UserName=admin")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_moves_to_a_path_that_it_may_not_touch()
    {
        var helper = await app.GivenUser("helper", isAdministrator: false);
        (await app.Iam("PutUserPolicy", "UserName=helper", "PolicyName=team", Form("PolicyDocument", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:UpdateUser","Resource":"arn:aws:iam::*:user/team/*"}}
            """))).Expect(HttpStatusCode.OK);
        await app.Iam("CreateUser", "UserName=bob", "Path=/team/");
        (await app.Iam(helper, "UpdateUser", "UserName=bob", "NewPath=/team/web/")).Expect(HttpStatusCode.OK);
        Assert.Equal("AccessDenied", (await app.Iam(helper, "UpdateUser", "UserName=bob", "NewPath=/board/")).Error);
        Assert.Equal("AccessDenied", (await app.Iam(helper, "UpdateUser", "UserName=admin", "NewPath=/team/")).Error);
        Assert.Equal("/team/web/", (await app.Iam("GetUser", "UserName=bob")).Find("Path"));
    }
}
