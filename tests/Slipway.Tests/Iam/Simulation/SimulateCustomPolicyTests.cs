using Slipway.Tests.Support;
using static Slipway.Tests.Iam.Simulation.Simulations;

namespace Slipway.Tests.Iam.Simulation;

public sealed class SimulateCustomPolicyTests : IAsyncDisposable
{
    private const string Alice = "arn:aws:iam::000000000000:user/alice";

    private readonly SlipwayApp app = new();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_allowance_is_told_with_its_place()
    {
        const string Document = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}""";
        var answer = await app.Simulate(
            List("PolicyInputList", Document), List("ActionNames", "dynamodb:CreateBackup"), Context(1, "aws:CurrentTime", "date", "2019-04-25T11:00:00Z"));
        Golden.Matches(WithoutRequestId(answer), "allowed");
    }

    [Fact]
    public async Task A_named_resource_has_a_result_of_its_own()
    {
        var answer = await app.Simulate(
            List("PolicyInputList", Policy(Allow("ecr:*", "*")), Policy(Deny("ecr:DeleteRepository", "*"))),
            List("ActionNames", "ecr:DeleteRepository"), List("ResourceArns", Repository));
        Golden.Matches(WithoutRequestId(answer), "denied");
    }

    [Fact]
    public async Task What_no_statement_is_about_is_denied_implicitly()
    {
        var result = (await app.Simulate(List("PolicyInputList", Policy(Allow("ecr:*", "*"))), List("ActionNames", "iam:GetUser"))).Results().Single();
        Assert.Equal(("implicitDeny", "*", ""), (result.Part("EvalDecision")!.Value, result.Part("EvalResourceName")!.Value, result.Matched()));
        Assert.Null(result.Part("ResourceSpecificResults"));
        Assert.Null(result.Part("EvalDecisionDetails"));
        Assert.Null(result.Part("OrganizationsDecisionDetail"));
        Assert.Null(result.Part("PermissionsBoundaryDecisionDetail"));
    }

    [Fact]
    public async Task Each_action_is_tried_on_each_resource_in_pages()
    {
        string[] parameters =
        [
            .. List("PolicyInputList", Policy(Allow("ecr:PutImage", Repository))),
            .. List("ActionNames", "ecr:PutImage", "ecr:GetDownloadUrlForLayer"),
            .. List("ResourceArns", Repository, Repository + "2"), "MaxItems=3",
        ];
        var first = await app.Simulate(parameters);
        Assert.Equal("true", first.Find("IsTruncated"));
        var second = await app.Simulate(parameters, [AwsCalls.Form("Marker", first.Find("Marker")!)]);
        Assert.Equal("false", second.Find("IsTruncated"));
        Assert.Equal(
            ["ecr:PutImage web allowed", "ecr:PutImage web2 implicitDeny", "ecr:GetDownloadUrlForLayer web implicitDeny", "ecr:GetDownloadUrlForLayer web2 implicitDeny"],
            first.Results().Concat(second.Results())
                .Select(result => $"{result.Part("EvalActionName")!.Value} {result.Part("EvalResourceName")!.Value.Split('/')[1]} {result.Part("EvalDecision")!.Value}"));
        (await app.Simulate(parameters, ["CallerArn=arn:aws:iam::000000000000:user/alice", AwsCalls.Form("Marker", first.Find("Marker")!)]))
            .IsRefused("ValidationError", "Invalid Marker.");
    }

    [Theory]
    [InlineData("string", "allowed", "dev")]
    [InlineData("stringList", "allowed", "test", "dev")]
    [InlineData("string", "implicitDeny", "prod")]
    public async Task Context_entries_are_what_conditions_see(string type, string decision, params string[] values) => Assert.Equal(decision, (await app.Simulate(
        List("PolicyInputList", Policy("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"AWS:tagkeys":["dev"]}}}""")),
        List("ActionNames", "ecr:TagResource"), Context(1, "aws:TagKeys", type, values))).Decision());

    [Fact]
    public async Task Keys_that_were_asked_for_and_not_given_are_named()
    {
        const string Statement = """{"Effect":"Allow","Action":"ecr:*","Resource":"arn:aws:ecr:*:*:repository/${aws:username}","Condition":{"StringEquals":{"aws:PrincipalTag/Team":"a","ecr:ResourceTag/x":"b"}}}""";
        var all = (await app.Simulate(List("PolicyInputList", Policy(Statement)), List("ActionNames", "ecr:PutImage"), Context(1, "ecr:ResourceTag/x", "string", "b"))).Results().Single();
        Assert.Equal("aws:username,aws:PrincipalTag/Team", all.Missing());
        var one = (await app.Simulate(List("PolicyInputList", Policy(Statement)), List("ActionNames", "ecr:PutImage"), List("ResourceArns", Repository))).Results().Single();
        Assert.Equal("", one.Missing());
        Assert.Equal("aws:username,aws:PrincipalTag/Team,ecr:ResourceTag/x", one.Part("ResourceSpecificResults")!.Elements().Single().Missing());
    }

    [Fact]
    public async Task A_boundary_limits_and_never_grants()
    {
        async Task<(string Decision, string Allowed)> Try(string identity, string boundary)
        {
            var result = (await app.Simulate(
                List("PolicyInputList", Policy(identity)), List("PermissionsBoundaryPolicyInputList", Policy(boundary)), List("ActionNames", "ecr:PutImage"))).Results().Single();
            return (result.Part("EvalDecision")!.Value, result.Part("PermissionsBoundaryDecisionDetail")!.Value);
        }

        Assert.Equal(("allowed", "true"), await Try(Allow("*", "*"), Allow("ecr:*", "*")));
        Assert.Equal(("implicitDeny", "false"), await Try(Allow("*", "*"), Allow("iam:*", "*")));
        Assert.Equal(("explicitDeny", "false"), await Try(Allow("*", "*"), Deny("ecr:*", "*")));
        Assert.Equal(("implicitDeny", "true"), await Try(Allow("iam:*", "*"), Allow("*", "*")));
    }

    [Fact]
    public async Task A_boundary_s_denial_names_it()
    {
        var result = (await app.Simulate(
            List("PolicyInputList", Policy(Allow("*", "*"))), List("PermissionsBoundaryPolicyInputList", Policy(Allow("*", "*"), Deny("ecr:*", "*"))),
            List("ActionNames", "ecr:PutImage"))).Results().Single();
        Assert.Equal("PermissionsBoundaryPolicyInputList.1", result.Matched());
    }

    [Theory]
    [InlineData(Alice, "000000000000", "allowed")]
    [InlineData(Alice, "111111111111", "implicitDeny")]
    [InlineData("arn:aws:iam::000000000000:user/bob", "000000000000", "implicitDeny")]
    public async Task A_resource_policy_grants_within_an_account_and_is_half_of_it_between_two(string caller, string owner, string decision)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{Alice}}"},"Action":"ecr:PutImage"} }""";
        var answer = await app.Simulate(
            List("PolicyInputList", Policy(Allow("iam:*", "*"))), List("ActionNames", "ecr:PutImage"), List("ResourceArns", "arn:aws:s3:::bucket"),
            [AwsCalls.Form("ResourcePolicy", policy), AwsCalls.Form("CallerArn", caller), AwsCalls.Form("ResourceOwner", $"arn:aws:iam::{owner}:root")]);
        Assert.Equal(decision, answer.Decision());
    }

    [Fact]
    public async Task Between_accounts_each_kind_of_policy_says_its_part()
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{Alice}}"},"Action":"ecr:PutImage"} }""";
        var answer = await app.Simulate(
            List("PolicyInputList", Policy(Allow("ecr:*", "*"))), List("ActionNames", "ecr:PutImage"),
            List("ResourceArns", "arn:aws:ecr:us-east-1:111111111111:repository/web"),
            [AwsCalls.Form("ResourcePolicy", policy), AwsCalls.Form("CallerArn", Alice)]);
        Golden.Matches(WithoutRequestId(answer), "accounts");
    }

    [Fact]
    public async Task Input_that_cannot_be_used_is_refused()
    {
        var policy = List("PolicyInputList", Policy(Allow("*", "*")));
        var action = List("ActionNames", "ecr:PutImage");
        var everybody = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}""";
        (await app.Simulate(policy, List("ActionNames", "PutImage"))).IsRefused("InvalidInput", "Invalid Action Name: PutImage");
        (await app.Simulate(policy, action, [AwsCalls.Form("ResourcePolicy", everybody)])).IsRefused("InvalidInput", "CallerArn is required when a ResourcePolicy is included.");
        (await app.Simulate(policy, action, [AwsCalls.Form("CallerArn", "arn:aws:iam::000000000000:group/a")]))
            .IsRefused("InvalidInput", "Invalid Entity Arn: arn:aws:iam::000000000000:group/a does not clearly define entity type and name.");
        (await app.Simulate(policy, action, List("PermissionsBoundaryPolicyInputList", Policy(Allow("*", "*")), Policy(Allow("*", "*")))))
            .IsRefused("InvalidInput", "The list of Permissions Boundary policies cannot exceed 1 items.");
        (await app.Simulate(policy, action, Context(1, "aws:Number", "numeric", "one")))
            .IsRefused("InvalidInput", "A value of the context key aws:Number is not of the type that is given for it.");
        Assert.Equal("InvalidInput", (await app.Simulate(List("PolicyInputList", "{"), action)).Error);
        Assert.Equal("ValidationError", (await app.Simulate(policy)).Error);
    }

    private static string WithoutRequestId(AwsAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Body);
        return System.Text.RegularExpressions.Regex.Replace(answer.Body, "<RequestId>.*?</RequestId>", "<RequestId/>");
    }
}
