using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class UpdateRoleDescriptionTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_changed_role_is_answered()
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "Description=old", "MaxSessionDuration=7200").Done();
        var answer = (await app.Iam("UpdateRoleDescription", "RoleName=deploy", "Description=new")).Expect(HttpStatusCode.OK);
        Assert.Equal(("deploy", "new", "7200"), (answer.Find("RoleName"), answer.Find("Description"), answer.Find("MaxSessionDuration")));
        Assert.Equal("new", (await app.Iam("GetRole", "RoleName=deploy")).Find("Description"));
    }

    [Fact]
    public async Task A_service_linked_role_may_be_described()
    {
        await app.GivenServiceLinkedRole();
        await app.Iam("UpdateRoleDescription", $"RoleName={ServiceLinkedRole.Name}", "Description=ours").Done();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("UpdateRoleDescription", "RoleName=nobody", "Description=x")).IsMissingRole("nobody");
}
