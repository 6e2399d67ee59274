using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class ListInstanceProfilesForRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Those_that_hold_the_role_are_listed_page_by_page()
    {
        await app.GivenRole("deploy");
        foreach (var name in new[] { "c", "B", "a" })
        {
            await app.Iam("CreateInstanceProfile", $"InstanceProfileName={name}").Done();
            await app.Iam("AddRoleToInstanceProfile", $"InstanceProfileName={name}", "RoleName=deploy").Done();
        }

        await app.Iam("CreateInstanceProfile", "InstanceProfileName=other").Done();
        Assert.Equal([["a", "B"], ["c"]], await app.Pages("ListInstanceProfilesForRole", "InstanceProfileName", "RoleName=deploy", "MaxItems=2"));
    }

    [Fact]
    public async Task A_role_that_is_not_there_is_refused() => (await app.Iam("ListInstanceProfilesForRole", "RoleName=nobody")).IsMissingRole("nobody");
}
