using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class DeleteRolePolicyTests() : DeleteInlinePolicyCases("Role")
{
    [Fact]
    public async Task A_service_linked_role_is_its_service_s_alone()
    {
        await App.GivenServiceLinkedRole();
        (await App.Iam("DeleteRolePolicy", $"RoleName={ServiceLinkedRole.Name}", "PolicyName=own")).IsRefusedAsProtected();
    }
}
