using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class UpdateRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Description_and_longest_session_are_changed()
    {
        await app.GivenRole("deploy");
        await app.Iam("UpdateRole", "RoleName=deploy", "Description=new", "MaxSessionDuration=43200").Done();
        await Is("new", "43200");
    }

    [Fact]
    public async Task A_description_that_is_not_sent_stays_and_an_empty_one_is_none()
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "Description=old").Done();
        await app.Iam("UpdateRole", "RoleName=deploy", "MaxSessionDuration=7200").Done();
        await Is("old", "7200");
        await app.Iam("UpdateRole", "RoleName=deploy", "Description=", "MaxSessionDuration=7200").Done();
        await Is(null, "7200");
    }

    [Fact]
    public async Task A_longest_session_that_is_not_sent_is_an_hour()
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "MaxSessionDuration=7200").Done();
        await app.Iam("UpdateRole", "RoleName=deploy", "Description=new").Done();
        await Is("new", "3600");
    }

    [Fact]
    public async Task Of_a_service_linked_role_only_the_description_changes()
    {
        await app.GivenServiceLinkedRole();
        (await app.Iam("UpdateRole", $"RoleName={ServiceLinkedRole.Name}", "MaxSessionDuration=7200")).IsRefusedAsProtected();
        await app.Iam("UpdateRole", $"RoleName={ServiceLinkedRole.Name}", "Description=ours").Done();
        Assert.Equal("ours", (await app.Iam("GetRole", $"RoleName={ServiceLinkedRole.Name}")).Find("Description"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await app.Iam("UpdateRole", "RoleName=nobody")).IsMissingRole("nobody");

    private async Task Is(string? description, string maxSession)
    {
        var role = await app.Iam("GetRole", "RoleName=deploy");
        Assert.Equal((description, maxSession), (role.Find("Description"), role.Find("MaxSessionDuration")));
    }
}
