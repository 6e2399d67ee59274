using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.ServiceLinkedRoles;

public sealed class CreateServiceLinkedRoleTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_services_role_is_answered_as_AWS_answers() => Golden.Matches(
        (await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com")).Expect(HttpStatusCode.OK).Repeatable(), "ecs");

    [Theory]
    [InlineData("ecs.amazonaws.com", "AWSServiceRoleForECS", "AmazonECSServiceRolePolicy")]
    [InlineData("replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication", "ECRReplicationServiceRolePolicy")]
    [InlineData("pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy")]
    public async Task It_has_its_services_name_trust_and_policy(string service, string name, string policy)
    {
        var role = (await app.Iam("CreateServiceLinkedRole", $"AWSServiceName={service}")).Expect(HttpStatusCode.OK);
        Assert.Equal($"arn:aws:iam::000000000000:role/aws-service-role/{service}/{name}", role.Find("Arn"));
        Assert.Equal(
            $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{{service}}}"},"Action":"sts:AssumeRole"}]}""",
            await app.TrustOf(name));
        Assert.Equal(
            [$"arn:aws:iam::aws:policy/aws-service-role/{policy}"], (await app.Iam("ListAttachedRolePolicies", $"RoleName={name}")).Texts("PolicyArn"));
    }

    [Fact]
    public async Task There_is_one_of_each()
    {
        await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com", "Description=ours").Done();
        Assert.Equal("ours", (await app.Iam("GetRole", "RoleName=AWSServiceRoleForECS")).Find("Description"));
        (await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com")).IsRefused(
            "InvalidInput", "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.");
    }

    [Fact]
    public async Task No_suffix_and_no_other_service_is_taken()
    {
        (await app.Iam("CreateServiceLinkedRole", "AWSServiceName=ecs.amazonaws.com", "CustomSuffix=x")).IsRefused(
            "InvalidInput", "Custom suffix is not allowed for ecs.amazonaws.com");
        (await app.Iam("CreateServiceLinkedRole", "AWSServiceName=lambda.amazonaws.com")).IsRefused(
            "InvalidInput", "Service lambda.amazonaws.com does not support service-linked roles.");
    }

    [Theory]
    [InlineData("replication.ecr.amazonaws.com", true)]
    [InlineData("ecs.amazonaws.com", false)]
    public async Task A_policy_may_say_for_which_service(string service, bool isAllowed)
    {
        var key = await app.GivenUser("alice", isAdministrator: false);
        await app.Attach("User", "alice", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess");
        var answer = await app.Iam(key, "CreateServiceLinkedRole", $"AWSServiceName={service}");
        Assert.Equal(isAllowed ? null : "AccessDenied", answer.Error);
    }
}
