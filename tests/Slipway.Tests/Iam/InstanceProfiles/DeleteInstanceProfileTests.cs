using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class DeleteInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_profile_is_deleted_once_it_holds_no_role()
    {
        await app.GivenRole("deploy");
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy").Done();
        (await app.Iam("DeleteInstanceProfile", "InstanceProfileName=machine")).IsRefused(
            409, "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");

        await app.Iam("RemoveRoleFromInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy").Done();
        await app.Iam("DeleteInstanceProfile", "InstanceProfileName=machine").Done();
        (await app.Iam("GetInstanceProfile", "InstanceProfileName=machine")).IsMissingProfile("machine");
        (await app.Iam("DeleteInstanceProfile", "InstanceProfileName=machine")).IsMissingProfile("machine");
    }
}
