using System.Net;
using Slipway.Iam.Users;
using Slipway.Tests.Support;
using Slipway.Wire;
using static Slipway.Tests.Support.AwsCalls;

namespace Slipway.Tests.Iam.Users;

public sealed class GetUserTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Without_a_name_the_caller_is_meant()
    {
        var key = await app.GivenUser("alice", isAdministrator: true);
        Assert.Equal("alice", (await app.Iam(key, "GetUser")).Expect(HttpStatusCode.OK).Find("UserName"));
        Assert.Equal("admin", (await app.Iam("GetUser")).Expect(HttpStatusCode.OK).Find("UserName"));
    }

    [Fact]
    public async Task A_name_is_found_in_every_case_and_shown_as_it_was_given()
    {
        await app.Iam("CreateUser", "UserName=Alice", "Path=/team/");
        var found = (await app.Iam("GetUser", "UserName=ALICE")).Expect(HttpStatusCode.OK);
        Assert.Equal(("Alice", "/team/", "arn:aws:iam::000000000000:user/team/Alice"), (found.Find("UserName"), found.Find("Path"), found.Find("Arn")));
    }

    [Fact]
    public async Task Nobody_of_that_name_is_said_with_the_name() =>
        (await app.Iam("GetUser", "UserName=Bob")).IsRefused(404, "NoSuchEntity", "The user with name Bob cannot be found.");

    [Fact]
    public async Task A_name_may_be_longer_than_any_user_has() =>
        (await app.Iam("GetUser", $"UserName={new string('a', 128)}")).IsRefused(404, "NoSuchEntity", $"The user with name {new string('a', 128)} cannot be found.");

    [Fact]
    public async Task A_session_of_a_role_must_say_whom_it_means()
    {
        const string Role = "arn:aws:iam::000000000000:role/helper";
        (await app.Iam("CreateRole", "RoleName=helper", Form("AssumeRolePolicyDocument", """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}}
            """))).Expect(HttpStatusCode.OK);
        (await app.Iam("AttachRolePolicy", "RoleName=helper", "PolicyArn=arn:aws:iam::aws:policy/AdministratorAccess")).Expect(HttpStatusCode.OK);
        var assumed = (await app.Sts("AssumeRole", $"RoleArn={Role}", "RoleSessionName=session")).Expect(HttpStatusCode.OK);
        AwsKey session = new(assumed.Find("AccessKeyId")!, assumed.Find("SecretAccessKey")!, assumed.Find("SessionToken"));

        foreach (var operation in (string[])["GetUser", "CreateAccessKey", "ListAccessKeys", "ListSSHPublicKeys"])
            (await app.Iam(session, operation)).IsRefused("ValidationError", "Must specify userName when calling with non-User credentials");
        Assert.Equal("admin", (await app.Iam(session, "GetUser", "UserName=admin")).Expect(HttpStatusCode.OK).Find("UserName"));
    }

    [Fact]
    public async Task Root_sees_itself_and_has_no_name()
    {
        Caller root = new(new("123456789012", "arn:aws:iam::123456789012:root", "123456789012", "AKIAROOT") { Kind = PrincipalKind.Account }, "us-east-1", "id");
        var user = (await (await app.Get<MadeOnce<GetUser>>()).Value.HandleAsync(new(UserName: null), root, TestContext.Current.CancellationToken)).User;
        Assert.Equal((null, "123456789012", "arn:aws:iam::123456789012:root"), (user.UserName, user.UserId, user.Arn));
    }
}
