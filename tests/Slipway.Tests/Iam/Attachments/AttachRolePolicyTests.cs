using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Attachments;

public sealed class AttachRolePolicyTests() : AttachPolicyCases("Role", most: 20)
{
    [Fact]
    public async Task A_service_linked_role_is_its_service_s_alone()
    {
        await App.GivenServiceLinkedRole();
        (await App.Iam("AttachRolePolicy", $"RoleName={ServiceLinkedRole.Name}", $"PolicyArn={PolicyCalls.Aws}")).IsRefusedAsProtected();
        Assert.Equal(["AmazonECSServiceRolePolicy"], (await App.Iam("ListAttachedRolePolicies", $"RoleName={ServiceLinkedRole.Name}")).Texts("PolicyName"));
    }
}
