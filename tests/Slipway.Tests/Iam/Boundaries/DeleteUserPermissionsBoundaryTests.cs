using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.Boundaries;

public sealed class DeleteUserPermissionsBoundaryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_boundary_is_gone_and_may_have_been()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        await app.Iam("PutUserPermissionsBoundary", "UserName=alice", $"PermissionsBoundary={PolicyCalls.Aws}").Done();
        await app.Iam("DeleteUserPermissionsBoundary", "UserName=alice").Done();
        Assert.Null((await app.Iam("GetUser", "UserName=alice")).Find("PermissionsBoundary"));
        await app.Iam("DeleteUserPermissionsBoundary", "UserName=alice").Done();
    }

    [Fact]
    public async Task A_condition_may_protect_one_boundary()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        await app.Iam("PutUserPermissionsBoundary", "UserName=alice", $"PermissionsBoundary={PolicyCalls.Aws}").Done();
        var key = await app.GivenUser("delegate", isAdministrator: false);
        await app.PutInline("User", "delegate", "not-this", $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:DeleteUserPermissionsBoundary","Resource":"*",
              "Condition":{"StringNotEquals":{"iam:PermissionsBoundary":"{{{PolicyCalls.Aws}}}"} } }]}
            """);
        Assert.Equal("AccessDenied", (await app.Iam(key, "DeleteUserPermissionsBoundary", "UserName=alice")).Error);
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("DeleteUserPermissionsBoundary", "UserName=nobody")).IsRefused(404, "NoSuchEntity", "The user with name nobody cannot be found.");
}
