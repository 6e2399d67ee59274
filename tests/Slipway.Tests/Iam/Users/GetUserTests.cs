using System.Net;
using Slipway.Tests.Support;

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
}
