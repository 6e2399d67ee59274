using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.ServiceLinkedRoles;

public sealed class DeleteServiceLinkedRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_role_goes_with_its_policy_and_may_come_back()
    {
        await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com").Done();
        var task = (await app.Iam("DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS")).Expect(HttpStatusCode.OK).Find("DeletionTaskId");
        Assert.Matches("^task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", task);
        (await app.Iam("GetRole", "RoleName=AWSServiceRoleForECS")).IsMissingRole("AWSServiceRoleForECS");
        await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com").Done();
    }

    [Fact]
    public async Task Another_role_is_none_of_its_business()
    {
        await app.GivenRole("deploy");
        (await app.Iam("DeleteServiceLinkedRole", "RoleName=deploy")).IsMissingRole("deploy");
        await app.Iam("GetRole", "RoleName=deploy").Done();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() =>
        (await app.Iam("DeleteServiceLinkedRole", "RoleName=AWSServiceRoleForECS")).IsMissingRole("AWSServiceRoleForECS");
}
