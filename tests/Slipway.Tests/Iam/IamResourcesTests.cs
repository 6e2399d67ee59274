using System.Net;
using Slipway.Iam;
using Slipway.Tests.Iam.Roles;
using Slipway.Tests.Support;
using Slipway.Wire;

namespace Slipway.Tests.Iam;

public sealed class IamResourcesTests : IAsyncDisposable
{
    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("user/alice", "user/team/alice")]
    [InlineData("user/ALICE", "user/team/alice")]
    [InlineData("user/team/alice", "user/team/alice")]
    [InlineData("user/other/alice", null)]
    [InlineData("role/alice", null)]
    [InlineData("role/deploy", "role/team/deploy")]
    [InlineData("group/staff", "group/team/staff")]
    [InlineData("instance-profile/machine", "instance-profile/team/machine")]
    [InlineData("policy/team/limit", "policy/team/limit")]
    [InlineData("policy/limit", null)]
    [InlineData("root", null)]
    [InlineData("user/", null)]
    [InlineData("user/*", null)]
    [InlineData("nothing/alice", null)]
    public async Task What_is_named_without_its_path_is_found_with_it(string named, string? found)
    {
        await app.Iam("CreateUser", "UserName=alice", "Path=/team/").Done();
        await app.Iam("CreateGroup", "GroupName=staff", "Path=/team/").Done();
        await app.CreateRole("deploy", RoleCalls.Tasks, "Path=/team/").Done();
        await app.Iam("CreateInstanceProfile", "InstanceProfileName=machine", "Path=/team/").Done();
        await app.GivenPolicy("limit", "/team/", PolicyCalls.Allow("ecr:PutImage"));
        Assert.Equal(found is null ? null : $"arn:aws:iam::000000000000:{found}", (await Find(named))?.Arn);
    }

    [Fact]
    public async Task A_role_tells_its_tags_boundary_and_trust_by_unique_ids()
    {
        var alice = (await app.Iam("CreateUser", "UserName=alice")).Find("UserId")!;
        await app.CreateRole(
            "deploy", RoleCalls.Trusting(RoleCalls.ArnOf("user", "alice")), "Tags.member.1.Key=team", "Tags.member.1.Value=ci", $"PermissionsBoundary={PolicyCalls.Aws}").Done();

        var facts = await Find("role/deploy");

        Assert.Equal([new("team", "ci")], facts!.Tags);
        Assert.Equal([new("iam:PermissionsBoundary", PolicyCalls.Aws)], facts.Conditions);
        Assert.Equal([new("trust policy of deploy", RoleCalls.Trusting(alice)) { IsTrust = true }], facts.Policies);
    }

    [Fact]
    public async Task Tags_of_a_resource_decide_who_may_change_it()
    {
        await app.CreateRole("mine", RoleCalls.Tasks, "Tags.member.1.Key=owner", "Tags.member.1.Value=alice").Done();
        await app.CreateRole("theirs", RoleCalls.Tasks, "Tags.member.1.Key=owner", "Tags.member.1.Value=bob").Done();
        var key = await app.GivenUser("alice", isAdministrator: false);
        await app.PutInline("User", "alice", "own", """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:UpdateRoleDescription","Resource":"*",
              "Condition":{"StringEquals":{"iam:ResourceTag/owner":"${aws:username}"}}}]}
            """);
        (await app.Iam(key, "UpdateRoleDescription", "RoleName=mine", "Description=x")).Expect(HttpStatusCode.OK);
        (await app.Iam(key, "UpdateRoleDescription", "RoleName=theirs", "Description=x")).Expect(HttpStatusCode.Forbidden);
        (await app.Iam(key, "UpdateRoleDescription", "RoleName=nobody", "Description=x")).Expect(HttpStatusCode.Forbidden);
    }

    private async Task<ResourceFacts?> Find(string resource)
    {
        var lookups = await app.Get<IEnumerable<IResourceLookup>>();
        return await lookups.OfType<IamResources>().Single().FindAsync(new("aws", "iam", "", SlipwayApp.Account, resource), TestContext.Current.CancellationToken);
    }
}
