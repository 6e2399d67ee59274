using System.Net;
using Slipway.Tests.Sts;
using Slipway.Tests.Support;

namespace Slipway.Tests.Attacks;

/// <summary>Roles that are to act for one and are asked by another.</summary>
public sealed class ConfusedDeputyTests : IAsyncDisposable
{
    private const string Source = "arn:aws:ecs:us-east-1:000000000000:cluster/ci";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("""{"Service":"ecs-tasks.amazonaws.com"}""", "{}")]
    [InlineData("""{"Service":["ecs.amazonaws.com","ecs-tasks.amazonaws.com"]}""", $$$"""{"ArnLike":{"aws:SourceArn":"{{{Source}}}"}}""")]
    [InlineData("""{"Federated":"arn:aws:iam::000000000000:oidc-provider/example.com"}""", "{}")]
    [InlineData("""{"AWS":"*"}""", $$$"""{"ArnLike":{"aws:SourceArn":"{{{Source}}}"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"StringEquals":{"aws:SourceAccount":"000000000000"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"Bool":{"aws:PrincipalIsAWSService":"true"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"Bool":{"aws:ViaAWSService":"true"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"StringEquals":{"sts:ExternalId":"customer-1"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"StringEquals":{"sts:SourceIdentity":"alice"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"StringEquals":{"aws:PrincipalTag/team":"ops"}}""")]
    [InlineData("""{"AWS":"*"}""", """{"StringEquals":{"aws:username":"alice"}}""")]
    public async Task Nobody_says_of_itself_what_only_somebody_else_can(string principal, string condition)
    {
        await app.GivenRole("deputy", StsCalls.Trust(principal, condition));
        var mallory = await app.GivenAssumer("mallory");
        string[][] attempts =
        [
            [],
            ["aws:SourceArn=" + Source, "aws%3ASourceArn=" + Source, "SourceArn=" + Source, "SourceAccount=000000000000", "aws:SourceAccount=000000000000"],
            [
                "Tags.member.1.Key=aws:SourceArn", AwsCalls.Form("Tags.member.1.Value", Source), "Tags.member.2.Key=sts:ExternalId", "Tags.member.2.Value=customer-1",
                "Tags.member.3.Key=team", "Tags.member.3.Value=ops", "Tags.member.4.Key=aws:username", "Tags.member.4.Value=alice",
            ],
            ["ExternalId=customer-2"], ["ExternalId=Customer-1"], ["ExternalId=customer-1+"], ["ExternalId=customer-1,customer-2"], ["externalId=customer-1"],
            ["SerialNumber=arn:aws:iam::000000000000:mfa/alice", "TokenCode=000000"],
            ["SourceIdentity=mallory"],
        ];
        foreach (var more in attempts)
        {
            var answer = await app.Assume(mallory, "deputy", "alice", more);
            Assert.True(answer.Status is 403 or 400, answer.Body);
            Assert.Null(answer.Find("SessionToken"));
        }
    }

    [Fact]
    public async Task A_session_is_not_the_user_whose_name_it_bears()
    {
        await app.GivenUserWith("alice", StsCalls.Allow("nothing:Nothing", "*"));
        await app.GivenRole("bridge", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRolePolicy("bridge", StsCalls.Document(
            StsCalls.Statement("Allow", "sts:*", "*") + "," + StsCalls.Statement("Allow", "iam:GetUser", "arn:aws:iam::000000000000:user/${aws:username}")));
        await app.GivenRole("alices", StsCalls.Trust($$"""{"AWS":"{{StsCalls.UserArn("alice")}}"}""", "{}"));
        await app.GivenRole("by-name", StsCalls.Trust("""{"AWS":"*"}""", $$$"""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/alice"}}"""));
        var session = await app.Session(await app.GivenAssumer("mallory"), "bridge", "alice");

        foreach (var role in (string[])["alices", "by-name"]) Assert.Equal("AccessDenied", (await app.Assume(session, role, "alice")).Error);
        Assert.Equal("AccessDenied", (await app.Iam(session, "GetUser", "UserName=alice")).Error);
    }

    [Fact]
    public async Task Another_account_needs_both_consents_and_the_role_of_the_same_name_is_not_the_same()
    {
        var account = await app.GivenAccount("partner");
        var partner = await app.GivenAdministrator(account, "mallory");
        await app.GivenAssumer("mallory");
        await app.GivenRole("for-own", StsCalls.Trust($$"""{"AWS":"{{StsCalls.UserArn("mallory")}}"}""", "{}"));
        await app.GivenRole("for-account", StsCalls.Trust(StsCalls.Everybody, "{}"));
        await app.GivenRole("for-partner", StsCalls.Trust($$"""{"AWS":"{{account}}"}""", """{"StringEquals":{"sts:ExternalId":"42"}}"""));

        foreach (var role in (string[])["for-own", "for-account", "for-partner"]) Assert.Equal("AccessDenied", (await app.Assume(partner, role, "xx")).Error);
        foreach (var arn in (string[])[$"arn:aws:iam::{account}:role/for-account", "arn:aws:iam::000000000000:role/FOR-ACCOUNT", "arn:aws-cn:iam::000000000000:role/for-partner", "arn:aws:iam::000000000000:role//for-partner", "arn:aws:iam::000000000000:role/x/for-partner"])
            Assert.NotEqual(200, (await app.Sts(partner, "AssumeRole", AwsCalls.Form("RoleArn", arn), "RoleSessionName=xx", "ExternalId=42")).Status);
        Assert.Equal(200, (await app.Assume(partner, "for-partner", "xx", "ExternalId=42")).Status);
    }

    [Theory]
    [InlineData("/aws-service-role/")]
    [InlineData("/aws-service-role/ecs.amazonaws.com/")]
    [InlineData("/aws-service-role//")]
    public async Task Nobody_makes_a_role_that_service_control_policies_do_not_bind(string path)
    {
        var admin = await GivenBoundMember();
        (await app.Iam(admin.Key, "CreateRole", "RoleName=free", $"Path={path}", AwsCalls.Form("AssumeRolePolicyDocument", StsCalls.Trust($$"""{"AWS":"{{admin.Account}}"}""", "{}"))))
            .IsRefused("InvalidInput", "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles");
    }

    [Theory]
    [InlineData("/:role/aws-service-role/")]
    [InlineData("/AWS-SERVICE-ROLE/")]
    [InlineData("/x/aws-service-role/")]
    [InlineData("//aws-service-role/")]
    public async Task A_role_that_looks_like_a_services_is_bound_all_the_same(string path)
    {
        var admin = await GivenBoundMember();
        (await app.Iam(admin.Key, "CreateRole", "RoleName=free", $"Path={path}", AwsCalls.Form("AssumeRolePolicyDocument", StsCalls.Trust($$"""{"AWS":"{{admin.Account}}"}""", "{}"))))
            .Expect(HttpStatusCode.OK);
        (await app.Iam(admin.Key, "PutRolePolicy", "RoleName=free", "PolicyName=all", AwsCalls.Form("PolicyDocument", StsCalls.Allow("*", "*")))).Expect(HttpStatusCode.OK);
        var session = (await app.Sts(admin.Key, "AssumeRole", AwsCalls.Form("RoleArn", $"arn:aws:iam::{admin.Account}:role{path}free"), "RoleSessionName=xx"))
            .Expect(HttpStatusCode.OK).KeyPair();
        Assert.EndsWith("with an explicit deny in a service control policy: " + admin.Policy, (await app.Ecr("CreateRepository", """{"repositoryName":"web"}""", session, SlipwayApp.Region)).Message, StringComparison.Ordinal);
    }

    /// <summary>The administrator of an account in which nothing of ECR is allowed.</summary>
    private async Task<(AwsKey Key, string Account, string Policy)> GivenBoundMember()
    {
        var account = await app.GivenAccount("dev");
        var policy = await app.GivenServiceControlPolicy("no-ecr", StsCalls.Document(StsCalls.Statement("Deny", "ecr:*", "*")));
        (await app.Org("AttachPolicy", new { PolicyId = policy, TargetId = account })).Expect(HttpStatusCode.OK);
        var arn = (await app.Org("DescribePolicy", new { PolicyId = policy })).Expect(HttpStatusCode.OK)["Policy.PolicySummary.Arn"].GetString()!;
        return (await app.GivenAdministrator(account, "admin"), account, arn);
    }
}
