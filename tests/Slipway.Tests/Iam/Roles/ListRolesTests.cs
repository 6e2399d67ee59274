using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class ListRolesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Roles_are_listed_by_name_without_tags_boundary_and_last_use()
    {
        await app.CreateRole("b", RoleCalls.Tasks, "Description=second", "Tags.member.1.Key=a", "Tags.member.1.Value=", "PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess").Done();
        await app.CreateRole("A", RoleCalls.Tasks, "Path=/ci/").Done();
        Golden.Matches((await app.Iam("ListRoles")).Expect(HttpStatusCode.OK).Repeatable(), "two");
    }

    [Fact]
    public async Task Pages_follow_each_other_below_a_path()
    {
        foreach (var name in new[] { "c", "B", "a" }) await app.CreateRole(name, RoleCalls.Tasks, "Path=/ci/").Done();
        await app.GivenRole("elsewhere");
        Assert.Equal([["a", "B"], ["c"]], await app.Pages("ListRoles", "RoleName", "PathPrefix=/ci/", "MaxItems=2"));
        Assert.Equal(["a", "B", "c", "elsewhere"], (await app.Iam("ListRoles")).Texts("RoleName"));
    }

    [Fact]
    public async Task A_marker_goes_on_only_with_its_own_listing()
    {
        foreach (var name in new[] { "a", "b" }) await app.CreateRole(name, RoleCalls.Tasks, "Path=/ci/").Done();
        var marker = (await app.Iam("ListRoles", "PathPrefix=/ci/", "MaxItems=1")).Find("Marker")!;
        (await app.Iam("ListRoles", "PathPrefix=/", $"Marker={marker}")).IsRefused("ValidationError", "Invalid Marker.");
    }
}
