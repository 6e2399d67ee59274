using Slipway.Tests.Support;

namespace Slipway.Tests.Iam.Attachments;

public sealed class DetachRolePolicyTests() : DetachPolicyCases("Role")
{
    [Fact]
    public async Task A_service_linked_role_is_its_service_s_alone()
    {
        await App.GivenServiceLinkedRole();
        (await App.Iam("DetachRolePolicy", $"RoleName={ServiceLinkedRole.Name}", "PolicyArn=arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")).IsRefusedAsProtected();
    }
}
