using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"AWS JSON policy elements: Principal" and "NotPrincipal" in IAM's user guide.</summary>
public sealed class PrincipalTests
{
    private const string Alice = "arn:aws:iam::111122223333:user/alice";
    private const string Role = "arn:aws:iam::111122223333:role/ci/deploy";
    private const string Session = "arn:aws:sts::111122223333:assumed-role/deploy/build-7";

    [Theory]
    [InlineData("alice", "'*'", true)]
    [InlineData("alice", "{'AWS':'*'}", true)]
    [InlineData("alice", "{'AWS':'" + Alice + "'}", true)]
    [InlineData("alice", "{'AWS':['" + Role + "','" + Alice + "']}", true)]
    [InlineData("alice", "{'AWS':'AIDAALICE000000000001'}", true)]
    [InlineData("alice", "{'Service':'ecs-tasks.amazonaws.com','AWS':'" + Alice + "'}", true)]
    [InlineData("alice", "{'AWS':'arn:aws:iam::111122223333:user/Alice'}", false)]
    [InlineData("alice", "{'AWS':'arn:aws:iam::111122223333:user/team/alice'}", false)]
    [InlineData("alice", "{'AWS':'arn:aws:iam::444455556666:user/alice'}", false)]
    [InlineData("alice", "{'AWS':'arn:aws-cn:iam::111122223333:user/alice'}", false)]
    [InlineData("alice", "{'AWS':'arn:aws:iam::111122223333:role/alice'}", false)]
    [InlineData("alice", "{'AWS':'arn:aws:iam::111122223333:user/alice2'}", false)]
    // A stored policy holds the unique id: who has the name later is somebody else.
    [InlineData("alice", "{'AWS':'AIDAALICE000000000002'}", false)]
    [InlineData("alice", "{'AWS':'444455556666'}", false)]
    [InlineData("alice", "{'Service':'ecs-tasks.amazonaws.com'}", false)]
    [InlineData("alice", "{'Federated':'" + Alice + "'}", false)]
    [InlineData("alice", "{'CanonicalUser':'79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'}", false)]
    [InlineData("session", "{'AWS':'" + Role + "'}", true)]
    [InlineData("session", "{'AWS':'AROADEPLOY00000000001'}", true)]
    [InlineData("session", "{'AWS':'" + Session + "'}", true)]
    [InlineData("session", "{'AWS':'AROADEPLOY00000000002'}", false)]
    // A role is named with its path.
    [InlineData("session", "{'AWS':'arn:aws:iam::111122223333:role/deploy'}", false)]
    [InlineData("session", "{'AWS':'arn:aws:sts::111122223333:assumed-role/deploy/build-8'}", false)]
    [InlineData("session", "{'AWS':'arn:aws:sts::111122223333:assumed-role/ci/deploy/build-7'}", false)]
    [InlineData("session", "{'AWS':'" + Alice + "'}", false)]
    [InlineData("service", "{'Service':'ecs-tasks.amazonaws.com'}", true)]
    [InlineData("service", "{'Service':['ecs.amazonaws.com','ecs-tasks.amazonaws.com']}", true)]
    [InlineData("service", "{'Service':'ecs.amazonaws.com'}", false)]
    [InlineData("service", "{'AWS':'111122223333'}", false)]
    [InlineData("service", "{'Federated':'ecs-tasks.amazonaws.com'}", false)]
    [InlineData("github", "{'Federated':'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'}", true)]
    [InlineData("github", "{'Federated':'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com'}", false)]
    [InlineData("github", "{'Federated':'token.actions.githubusercontent.com'}", false)]
    [InlineData("github", "{'AWS':'111122223333'}", false)]
    [InlineData("github", "{'Service':'ecs-tasks.amazonaws.com'}", false)]
    [InlineData("anonymous", "'*'", true)]
    [InlineData("anonymous", "{'AWS':'111122223333'}", false)]
    [InlineData("anonymous", "{'Service':'ecs-tasks.amazonaws.com'}", false)]
    public void Names_a_caller_or_not(string caller, string principal, bool isNamed)
    {
        Assert.Equal(isNamed, OnResource(Caller(caller), $"'Effect':'Allow','Principal':{principal},'Action':'ecr:PutImage'", null).IsAllowed);
        var denied = OnResource(Caller(caller), $"'Effect':'Deny','Principal':{principal},'Action':'ecr:PutImage'", null);
        Assert.Equal(isNamed ? Outcome.ExplicitDeny : Outcome.ImplicitDeny, denied.Outcome);
    }

    [Theory]
    // Deny with NotPrincipal exempts whom it lists …
    [InlineData("alice", "'" + Alice + "'", true)]
    [InlineData("alice", "['" + Alice + "','arn:aws:iam::111122223333:root']", true)]
    [InlineData("alice", "['" + Alice + "','111122223333']", true)]
    [InlineData("alice", "'AIDAALICE000000000001'", true)]
    [InlineData("session", "['" + Session + "','" + Role + "','111122223333']", true)]
    [InlineData("session", "['" + Role + "','111122223333']", true)]
    [InlineData("session", "'" + Role + "'", true)]
    [InlineData("session", "'AROADEPLOY00000000001'", true)]
    // … and nobody else: the account beside a name is there for the name.
    [InlineData("alice", "['arn:aws:iam::111122223333:user/bob','111122223333']", false)]
    [InlineData("alice", "['AIDABOB0000000000001','111122223333']", false)]
    [InlineData("session", "['" + Alice + "','arn:aws:iam::111122223333:root']", false)]
    [InlineData("alice", "'arn:aws:iam::111122223333:user/bob'", false)]
    [InlineData("alice", "'444455556666'", false)]
    // The account alone is everybody in it.
    [InlineData("alice", "'111122223333'", true)]
    [InlineData("session", "'arn:aws:iam::111122223333:root'", true)]
    // A number is an account too.
    [InlineData("alice", "111122223333", true)]
    [InlineData("alice", "['444455556666',111122223333]", true)]
    [InlineData("alice", "444455556666", false)]
    [InlineData("alice", "['111122223333','arn:aws:iam::444455556666:user/bob']", true)]
    [InlineData("root", "['arn:aws:iam::111122223333:user/bob','111122223333']", true)]
    [InlineData("anonymous", "'111122223333'", false)]
    public void NotPrincipal_denies_all_others(string caller, string principals, bool isExempt)
    {
        var decision = OnResource(Caller(caller), $"'Effect':'Deny','NotPrincipal':{{'AWS':{principals}}},'Action':'ecr:PutImage'", null);
        Assert.Equal(!isExempt, decision.Outcome is Outcome.ExplicitDeny);
    }

    [Fact]
    public void NotPrincipal_denies_whoever_has_a_boundary_even_when_it_lists_them()
    {
        const string Statement = "'Effect':'Deny','NotPrincipal':{'AWS':'" + Alice + "'},'Action':'ecr:PutImage'";
        Assert.Equal(Outcome.ImplicitDeny, OnResource(Engine.Alice, Statement, null).Outcome);
        Assert.Equal(Outcome.ExplicitDeny, OnResource(Engine.Alice, Statement, "'Effect':'Allow','Action':'*','Resource':'*'").Outcome);
    }

    [Fact]
    public void A_service_may_be_exempted()
    {
        const string Statement = "'Effect':'Deny','NotPrincipal':{'Service':'ecs-tasks.amazonaws.com'},'Action':'ecr:PutImage'";
        Assert.Equal(Outcome.ImplicitDeny, OnResource(Engine.Service, Statement, null).Outcome);
        Assert.Equal(Outcome.ExplicitDeny, OnResource(Engine.Alice, Statement, null).Outcome);
    }

    [Fact]
    public void The_statement_that_names_the_caller_most_closely_counts()
    {
        var statements = (string[])
        [
            "'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'ecr:PutImage'",
            "'Effect':'Allow','Principal':{'AWS':'" + Role + "'},'Action':'ecr:PutImage'",
            "'Effect':'Allow','Principal':{'AWS':'" + Session + "'},'Action':'ecr:PutImage'",
        ];
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]])
        {
            var decision = Decide(Engine.Session, [.. order.Select(index => statements[index])], PrincipalPolicies.None with { Session = [] });
            Assert.True(decision.IsAllowed);
            Assert.Equal(PolicyLayer.Resource, decision.Layer);
        }
    }

    private static Decision OnResource(PrincipalFacts caller, string statement, string? boundary) => Decide(
        caller, [statement], boundary is null ? PrincipalPolicies.None : new() { Boundary = [Engine.Source(Engine.Document(boundary), PolicyGrammar.Identity)] });

    private static Decision Decide(PrincipalFacts caller, string[] statements, PrincipalPolicies policies) => Evaluation.Decide(
        caller, policies, Engine.Request("ecr:PutImage", Engine.Web) with { ResourcePolicies = [Engine.Source(Engine.Document(statements), PolicyGrammar.Resource)] });

    private static PrincipalFacts Caller(string name) => name switch
    {
        "alice" => Engine.Alice,
        "session" => Engine.Session,
        "service" => Engine.Service,
        "github" => Engine.GitHub,
        "root" => Engine.Root,
        _ => Engine.Anonymous,
    };
}
