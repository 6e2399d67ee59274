using System.Net;
using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Roles;

public sealed class DeleteRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_role_without_anything_is_deleted()
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "PermissionsBoundary=arn:aws:iam::aws:policy/ReadOnlyAccess").Done();
        await app.Iam("DeleteRole", "RoleName=Deploy").Done();
        (await app.Iam("GetRole", "RoleName=deploy")).IsMissingRole("deploy");
        (await app.Iam("DeleteRole", "RoleName=deploy")).IsMissingRole("deploy");
    }

    [Fact]
    public async Task What_belongs_to_it_goes_first_in_this_order()
    {
        await app.GivenRole("deploy");
        await app.Attach("Role", "deploy", PolicyCalls.Aws);
        await app.PutInline("Role", "deploy", "inline", PolicyCalls.Allow("ecr:PutImage"));
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy").Done();

        await IsKept("must remove roles from instance profile first.");
        await app.Iam("RemoveRoleFromInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy").Done();
        await IsKept("must detach all policies first.");
        await app.Iam("DetachRolePolicy", "RoleName=deploy", $"PolicyArn={PolicyCalls.Aws}").Done();
        await IsKept("must delete policies first.");
        await app.Iam("DeleteRolePolicy", "RoleName=deploy", "PolicyName=inline").Done();
        await app.Iam("DeleteRole", "RoleName=deploy").Done();
    }

    [Fact]
    public async Task A_service_linked_role_stays()
    {
        await app.GivenServiceLinkedRole();
        (await app.Iam("DeleteRole", $"RoleName={ServiceLinkedRole.Name}")).IsRefusedAsProtected();
    }

    private async Task IsKept(string why) => (await app.Iam("DeleteRole", "RoleName=deploy")).IsRefused(409, "DeleteConflict", $"Cannot delete entity, {why}");
}
