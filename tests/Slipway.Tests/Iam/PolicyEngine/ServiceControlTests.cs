using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"SCP evaluation" in Organizations' user guide: every level must allow, and none may deny.</summary>
public sealed class ServiceControlTests
{
    [Theory]
    // root    | unit   | account → allowed
    [InlineData("full   | full   | full",        true)]
    [InlineData("full   | full   | none",        false)]
    [InlineData("full   | none   | full",        false)]
    [InlineData("none   | full   | full",        false)]
    [InlineData("full   | ecr    | full",        true)]
    [InlineData("ecr    | full   | ecr",         true)]
    [InlineData("full   | iam    | full",        false)]
    [InlineData("full   | iam+ecr| full",        true)]
    [InlineData("full   | iam    | ecr",         false)]
    [InlineData("full   | full   | full+deny",   false)]
    [InlineData("full+deny | full | full",       false)]
    [InlineData("deny   | full   | full",        false)]
    public void Levels(string row, bool isAllowed)
    {
        var levels = row.Split('|', StringSplitOptions.TrimEntries).Select(level => level.Split('+').SelectMany(Policy).ToList()).ToList();
        var policies = Engine.Identity(Engine.Document("'Effect':'Allow','Action':'*','Resource':'*'")) with { ServiceControl = levels };
        var decision = Evaluation.Decide(Engine.Alice, policies, Engine.Request("ecr:PutImage", Engine.Web));
        Assert.Equal(isAllowed, decision.IsAllowed);
        if (!isAllowed) Assert.Equal(PolicyLayer.ServiceControl, decision.Layer);
        Assert.Equal(decision.IsAllowed, Evaluation.Decide(Engine.Root, policies, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
    }

    [Fact]
    public void They_grant_nothing() => Assert.Equal(
        Outcome.ImplicitDeny,
        Evaluation.Decide(Engine.Alice, new() { ServiceControl = [[.. Policy("full")]] }, Engine.Request("ecr:PutImage", Engine.Web)).Outcome);

    [Fact]
    public void They_do_not_touch_roles_that_are_linked_to_a_service()
    {
        var inTheirPath = Engine.Session with { RoleArn = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS" };
        var linked = inTheirPath with { IsServiceLinked = true };
        var policies = Engine.Identity(Engine.Document("'Effect':'Allow','Action':'*','Resource':'*'")) with { ServiceControl = [[.. Policy("deny")]] };
        Assert.True(Evaluation.Decide(linked, policies, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
        Assert.False(Evaluation.Decide(inTheirPath, policies, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
        Assert.False(Evaluation.Decide(Engine.Session, policies, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
    }

    [Theory]
    [InlineData("/:role/aws-service-role/web")]
    [InlineData("/x/aws-service-role/web")]
    [InlineData("/AWS-service-role/web")]
    [InlineData("aws-service-roles/web")]
    public void They_bind_roles_whose_path_only_looks_like_a_services(string path)
    {
        var role = Engine.Session with { RoleArn = $"arn:aws:iam::111122223333:role/{path}" };
        var policies = Engine.Identity(Engine.Document("'Effect':'Allow','Action':'*','Resource':'*'")) with { ServiceControl = [[.. Policy("deny")]] };
        Assert.False(Evaluation.Decide(role, policies, Engine.Request("ecr:PutImage", Engine.Web)).IsAllowed);
    }

    private static List<PolicySource> Policy(string name) => name switch
    {
        "none" => [],
        "full" => [Source("'Effect':'Allow','Action':'*','Resource':'*'")],
        "deny" => [Source("'Effect':'Deny','Action':'ecr:Put*','Resource':'*'")],
        _ => [Source($"'Effect':'Allow','Action':'{name}:*','Resource':'*'")],
    };

    private static PolicySource Source(string statement) => Engine.Source(Engine.Document(statement), PolicyGrammar.ServiceControl);
}
