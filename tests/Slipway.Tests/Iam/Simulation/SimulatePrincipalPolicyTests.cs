using Slipway.Identity.Boundaries;
using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Simulation;

public sealed class SimulatePrincipalPolicyTests : IAsyncDisposable
{
    private const string Alice = "arn:aws:iam::000000000000:user/alice";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_user_has_its_own_policies_its_groups_and_those_that_are_sent()
    {
        await app.GivenHolder("User", "alice");
        await app.GivenHolder("Group", "devs");
        (await app.Iam("AddUserToGroup", "UserName=alice", "GroupName=devs")).Expect(System.Net.HttpStatusCode.OK);
        await app.PutInline("User", "alice", "own", Policy(Allow("ecr:PutImage", "*")));
        await app.PutInline("Group", "devs", "shared", Policy(Allow("ecr:PutImage", "*")));
        await app.Attach("Group", "devs", await app.GivenPolicy("Push", "/", Policy(Allow("ecr:PutImage", "*"))));
        await app.Attach("User", "alice", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser");

        var answer = await app.SimulatePrincipal(Alice, List("ActionNames", "ecr:PutImage"), List("PolicyInputList", Policy(Allow("ecr:*", "*"))));

        Assert.Equal("allowed", answer.Decision());
        Assert.Equal(
            ["AmazonEC2ContainerRegistryPowerUser", "PolicyInputList.1", "Push", "group_devs_shared", "user_alice_own"],
            answer.Results().Single().Matched().Split(',').Order(StringComparer.Ordinal));
        Assert.Equal(["IAM Policy"], answer.Texts("SourcePolicyType").Distinct());
    }

    [Theory]
    [InlineData("Group", "arn:aws:iam::000000000000:group/it")]
    [InlineData("Role", "arn:aws:iam::000000000000:role/it")]
    public async Task Groups_and_roles_have_their_own(string kind, string arn)
    {
        await app.GivenHolder(kind, "it");
        Assert.Equal("implicitDeny", (await app.SimulatePrincipal(arn, List("ActionNames", "ecr:PutImage"))).Decision());
        await app.PutInline(kind, "it", "own", Policy(Allow("ecr:PutImage", Repository)));
        var answer = await app.SimulatePrincipal(arn, List("ActionNames", "ecr:PutImage"), List("ResourceArns", Repository));
        Assert.Equal("allowed", answer.Decision());
        Assert.Equal($"{kind.ToLowerInvariant()}_it_own", answer.Results().Single().Matched());
    }

    [Fact]
    public async Task The_boundary_that_is_set_counts_unless_another_is_sent()
    {
        await app.GivenHolder("User", "alice");
        await app.PutInline("User", "alice", "own", Policy(Allow("*", "*")));
        var boundary = await app.GivenPolicy("Limit", "/", Policy(Allow("iam:*", "*")));
        var alice = (await app.Iam("GetUser", "UserName=alice")).Find("UserId")!;
        Assert.Equal(BoundaryChange.Set, await (await app.Get<IBoundaryStore>()).SetAsync(alice, boundary, TestContext.Current.CancellationToken));
        var set = (await app.SimulatePrincipal(Alice, List("ActionNames", "ecr:PutImage"))).Results().Single();
        Assert.Equal(("implicitDeny", "false"), (set.Part("EvalDecision")!.Value, set.Part("PermissionsBoundaryDecisionDetail")!.Value));
        Assert.Equal("allowed", (await app.SimulatePrincipal(
            Alice, List("ActionNames", "ecr:PutImage"), List("PermissionsBoundaryPolicyInputList", Policy(Allow("ecr:*", "*"))))).Decision());
    }

    [Fact]
    public async Task What_follows_from_the_user_need_not_be_said()
    {
        (await app.Iam("CreateUser", "UserName=alice", "Tags.member.1.Key=Team", "Tags.member.1.Value=web")).Expect(System.Net.HttpStatusCode.OK);
        await app.PutInline("User", "alice", "own", Policy("""
            {"Effect":"Allow","Action":"ecr:PutImage","Resource":"arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/${aws:username}"}
            """));
        var answer = await app.SimulatePrincipal(Alice, List("ActionNames", "ecr:PutImage"), List("ResourceArns", Repository + "/alice"));
        Assert.Equal("allowed", answer.Decision());
        Assert.Equal("", answer.Results().Single().Part("ResourceSpecificResults")!.Elements().Single().Missing());
    }

    [Fact]
    public async Task Service_control_policies_end_the_simulation()
    {
        var account = await app.GivenAccount("dev");
        var admin = await app.GivenAdministrator(account, "admin");
        var arn = $"arn:aws:iam::{account}:user/admin";
        string[] parameters = [AwsCalls.Form("PolicySourceArn", arn), .. List("ActionNames", "ecr:PutImage"), .. List("ResourceArns", $"arn:aws:ecr:us-east-1:{account}:repository/web")];
        var allowed = (await app.Iam(admin, "SimulatePrincipalPolicy", parameters)).Results().Single();
        Assert.Equal(("allowed", "true"), (allowed.Part("EvalDecision")!.Value, allowed.Part("OrganizationsDecisionDetail")!.Value));

        var policy = await app.GivenServiceControlPolicy("deny", Policy(Deny("ecr:*", "*")));
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = account })).Expect(System.Net.HttpStatusCode.OK);
        var denied = (await app.Iam(admin, "SimulatePrincipalPolicy", parameters)).Results().Single();
        Assert.Equal(("explicitDeny", "false", ""), (denied.Part("EvalDecision")!.Value, denied.Part("OrganizationsDecisionDetail")!.Value, denied.Matched()));
        Assert.Null(denied.Part("ResourceSpecificResults"));
        Assert.Equal("AccessDeniedException", (await app.Ecr("PutImage", """{"repositoryName":"web","imageManifest":"{}"}""", admin, SlipwayApp.Region)).Error);
    }

    [Fact]
    public async Task A_resource_policy_speaks_of_the_caller()
    {
        await app.GivenHolder("Role", "ci");
        await app.GivenHolder("Group", "devs");
        const string Role = "arn:aws:iam::000000000000:role/ci", Group = "arn:aws:iam::000000000000:group/devs";
        string Trusting(string principal) => $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"ecr:*"} }""";
        Task<AwsAnswer> Ask(string arn, string principal, params string[] more) => app.SimulatePrincipal(
            arn, List("ActionNames", "ecr:PutImage"), List("ResourceArns", Repository), [AwsCalls.Form("ResourcePolicy", Trusting(principal)), .. more]);

        Assert.Equal("allowed", (await Ask(Role, Role)).Decision());
        Assert.Equal("ResourcePolicy", (await Ask(Role, Role)).Results().Single().Matched());
        Assert.Equal("Resource Policy", (await Ask(Role, Role)).Find("SourcePolicyType"));
        Assert.Equal("implicitDeny", (await Ask(Role, Alice)).Decision());
        Assert.Equal("allowed", (await Ask(Role, Alice, AwsCalls.Form("CallerArn", Alice))).Decision());
        (await Ask(Group, Alice)).IsRefused("InvalidInput", "CallerArn is required when a ResourcePolicy is included.");
        Assert.Equal("allowed", (await Ask(Group, Alice, AwsCalls.Form("CallerArn", Alice))).Decision());
    }

    [Fact]
    public async Task Who_is_not_there_or_no_principal_is_refused()
    {
        (await app.SimulatePrincipal(Alice, List("ActionNames", "ecr:PutImage"))).IsRefused(404, "NoSuchEntity", "The user with name alice cannot be found.");
        (await app.SimulatePrincipal("arn:aws:sts::000000000000:assumed-role/a/b", List("ActionNames", "ecr:PutImage"))).IsRefused(
            "InvalidInput", "Invalid Entity Arn: arn:aws:sts::000000000000:assumed-role/a/b does not clearly define entity type and name.");
    }
}
