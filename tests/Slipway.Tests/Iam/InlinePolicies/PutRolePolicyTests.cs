using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.InlinePolicies;

public sealed class PutRolePolicyTests() : PutInlinePolicyCases("Role", most: 10240)
{
    [Fact]
    public async Task A_service_linked_role_is_its_service_s_alone()
    {
        await App.GivenServiceLinkedRole();
        (await App.Iam("PutRolePolicy", $"RoleName={ServiceLinkedRole.Name}", "PolicyName=own", AwsCalls.Form("PolicyDocument", PolicyCalls.Allow("ecr:*")))).IsRefusedAsProtected();
    }
}
