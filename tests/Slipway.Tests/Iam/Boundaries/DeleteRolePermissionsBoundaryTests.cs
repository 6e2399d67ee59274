using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.Boundaries;

public sealed class DeleteRolePermissionsBoundaryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_boundary_is_gone_and_may_have_been()
    {
        await app.GivenRole("alice");
        await app.Iam("PutRolePermissionsBoundary", "RoleName=alice", $"PermissionsBoundary={PolicyCalls.Aws}").Done();
        await app.Iam("DeleteRolePermissionsBoundary", "RoleName=alice").Done();
        Assert.Null((await app.Iam("GetRole", "RoleName=alice")).Find("PermissionsBoundary"));
        await app.Iam("DeleteRolePermissionsBoundary", "RoleName=alice").Done();
    }

    [Fact]
    public async Task A_condition_may_protect_one_boundary()
    {
        await app.GivenRole("alice");
        await app.Iam("PutRolePermissionsBoundary", "RoleName=alice", $"PermissionsBoundary={PolicyCalls.Aws}").Done();
        var key = await app.GivenUser("delegate", isAdministrator: false);
        await app.PutInline("User", "delegate", "not-this", $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:DeleteRolePermissionsBoundary","Resource":"*",
              "Condition":{"StringNotEquals":{"iam:PermissionsBoundary":"{{{PolicyCalls.Aws}}}"} } }]}
            """);
        Assert.Equal("AccessDenied", (await app.Iam(key, "DeleteRolePermissionsBoundary", "RoleName=alice")).Error);
    }

    [Fact]
    public async Task A_service_linked_role_stays_as_it_is()
    {
        await app.GivenServiceLinkedRole();
        (await app.Iam("DeleteRolePermissionsBoundary", $"RoleName={ServiceLinkedRole.Name}")).IsRefusedAsProtected();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("DeleteRolePermissionsBoundary", "RoleName=nobody")).IsRefused(404, "NoSuchEntity", "The role with name nobody cannot be found.");
}
