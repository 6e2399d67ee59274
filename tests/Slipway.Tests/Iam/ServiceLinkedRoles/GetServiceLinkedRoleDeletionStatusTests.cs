using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.ServiceLinkedRoles;

public sealed class GetServiceLinkedRoleDeletionStatusTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_deletion_has_succeeded()
    {
        await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com").Done();
        var task = (await app.Iam("DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS")).Find("DeletionTaskId");
        Assert.Equal("SUCCEEDED", (await app.Iam("GetServiceLinkedRoleDeletionStatus", $"DeletionTaskId={task}")).Expect(HttpStatusCode.OK).Find("Status"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/00000000-0000-0000-0000-000000000000")]
    public async Task One_that_never_was_is_refused(string task) => (await app.Iam("GetServiceLinkedRoleDeletionStatus", $"DeletionTaskId={task}")).IsRefused(
        404, "NoSuchEntity", $"Deletion task {task} cannot be found.");
}
