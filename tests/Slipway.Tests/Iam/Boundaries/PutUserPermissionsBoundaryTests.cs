using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Iam.Roles;

namespace Slipway.Tests.Iam.Boundaries;

public sealed class PutUserPermissionsBoundaryTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_managed_policy_becomes_the_boundary()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        var own = await app.GivenPolicy("limit");
        await Put(PolicyCalls.Aws).Done();
        await Put(own).Done();
        var user = await app.Iam("GetUser", "UserName=alice");
        Assert.Equal(("PermissionsBoundaryPolicy", own), (user.Find("PermissionsBoundaryType"), user.Find("PermissionsBoundaryArn")));
    }

    [Fact]
    public async Task It_must_be_a_policy_that_is_there_and_is_no_services_own()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        (await Put("arn:aws:iam::000000000000:policy/none")).IsRefused(
            404, "NoSuchEntity", "Scope ARN: arn:aws:iam::000000000000:policy/none does not exist or is not attachable.");
        (await Put("arn:aws:iam::000000000000:role/none")).IsRefused("ValidationError", "ARN arn:aws:iam::000000000000:role/none is not valid.");
        (await Put("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")).IsRefused(
            "PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");
        Assert.Null((await app.Iam("GetUser", "UserName=alice")).Find("PermissionsBoundary"));
    }

    [Fact]
    public async Task A_policy_that_is_a_boundary_cannot_be_deleted()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        var own = await app.GivenPolicy("limit");
        await Put(own).Done();
        (await app.Iam("DeletePolicy", $"PolicyArn={own}")).IsRefused(409, "DeleteConflict", "Cannot delete a policy attached to entities.");
    }

    [Fact]
    public async Task A_condition_may_demand_which_one()
    {
        await app.Iam("CreateUser", "UserName=alice").Done();
        var key = await app.GivenUser("delegate", isAdministrator: false);
        await app.PutInline("User", "delegate", "only", $$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PutUserPermissionsBoundary","Resource":"*",
              "Condition":{"StringEquals":{"iam:PermissionsBoundary":"{{{PolicyCalls.Aws}}}"} } }]}
            """);
        var other = await app.Iam(key, "PutUserPermissionsBoundary", "UserName=alice", "PermissionsBoundary=arn:aws:iam::aws:policy/AdministratorAccess");
        Assert.Equal((403, "AccessDenied"), (other.Status, other.Error));
        await app.Iam(key, "PutUserPermissionsBoundary", "UserName=alice", $"PermissionsBoundary={PolicyCalls.Aws}").Done();
    }

    [Fact]
    public async Task One_that_is_not_there_is_refused() => (await Put(PolicyCalls.Aws)).IsRefused(404, "NoSuchEntity", "The user with name alice cannot be found.");

    private Task<AwsAnswer> Put(string arn) => app.Iam("PutUserPermissionsBoundary", "UserName=alice", $"PermissionsBoundary={arn}");
}
