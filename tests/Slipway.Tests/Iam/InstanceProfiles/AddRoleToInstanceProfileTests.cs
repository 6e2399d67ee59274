using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.InstanceProfiles;

public sealed class AddRoleToInstanceProfileTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_profile_holds_one_role()
    {
        await app.GivenRole("one");
        await app.GivenRole("two");
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=one").Done();
        (await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=two")).IsRefused(
            409, "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        Assert.Equal(["one"], (await app.Iam("GetInstanceProfile", "InstanceProfileName=machine")).Texts("RoleName"));
    }

    [Fact]
    public async Task Both_must_be_there()
    {
        (await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=one")).IsMissingProfile("machine");
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        (await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=one")).IsMissingRole("one");
    }

    [Fact]
    public async Task A_service_linked_role_is_its_services_alone()
    {
        await app.GivenServiceLinkedRole();
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        (await app.Iam("AddRoleToInstanceProfile", "InstanceProfileName=machine", $"RoleName={ServiceLinkedRole.Name}")).IsRefusedAsProtected();
    }

    [Theory]
    [InlineData("ec2.amazonaws.com", true)]
    [InlineData("ecs-tasks.amazonaws.com", false)]
    public async Task The_role_must_be_one_that_the_caller_may_pass_to_EC2(string service, bool isAllowed)
    {
        await app.CreateRole("deploy", RoleCalls.Tasks, "Path=/ci/").Done();
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine").Done();
        var key = await app.GivenUser("alice", isAdministrator: false);
        await app.PutInline("User", "alice", "pass", $$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iam:AddRoleToInstanceProfile","Resource":"*"},
              {"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/ci/*","Condition":{"StringEquals":{"iam:PassedToService":"{{{service}}}"} } }]}
            """);
        var answer = await app.Iam(key, "AddRoleToInstanceProfile", "InstanceProfileName=machine", "RoleName=deploy");
        if (isAllowed) answer.Expect(HttpStatusCode.OK);
        else
        {
            answer.IsRefused(
                403,
                "AccessDenied",
                "User: arn:aws:iam::000000000000:user/alice is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/ci/deploy " +
                "because no identity-based policy allows the iam:PassRole action");
        }
    }
}
