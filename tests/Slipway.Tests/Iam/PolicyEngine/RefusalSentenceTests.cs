using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>"Troubleshoot access denied error messages" in IAM's user guide.</summary>
public sealed class RefusalSentenceTests
{
    private const string Subject = "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: ecr:PutImage on resource: arn:aws:ecr:eu-west-1:111122223333:repository/web";

    [Theory]
    [InlineData(PolicyLayer.Identity, "because no identity-based policy allows the ecr:PutImage action")]
    [InlineData(PolicyLayer.Resource, "because no resource-based policy allows the ecr:PutImage action")]
    [InlineData(PolicyLayer.Boundary, "because no permissions boundary allows the ecr:PutImage action")]
    [InlineData(PolicyLayer.Session, "because no session policy allows the ecr:PutImage action")]
    [InlineData(PolicyLayer.ServiceControl, "because no service control policy allows the ecr:PutImage action")]
    internal void Nothing_allows(PolicyLayer layer, string because) => Assert.Equal(
        $"{Subject} {because}", RefusalSentence.Of(Engine.Alice, Engine.Request("ecr:PutImage", Engine.Web), new(Outcome.ImplicitDeny, layer, null, null)));

    [Theory]
    [InlineData(PolicyLayer.Identity, "with an explicit deny in an identity-based policy")]
    [InlineData(PolicyLayer.Resource, "with an explicit deny in a resource-based policy")]
    [InlineData(PolicyLayer.Boundary, "with an explicit deny in a permissions boundary")]
    [InlineData(PolicyLayer.Session, "with an explicit deny in a session policy")]
    [InlineData(PolicyLayer.ServiceControl, "with an explicit deny in a service control policy")]
    internal void Something_denies(PolicyLayer layer, string with)
    {
        var source = Engine.Source(Engine.Document("'Effect':'Deny','Action':'*','Resource':'*'"), PolicyGrammar.Identity);
        var request = Engine.Request("ecr:PutImage", Engine.Web);
        Assert.Equal($"{Subject} {with}", RefusalSentence.Of(Engine.Alice, request, new(Outcome.ExplicitDeny, layer, source, source.Policy.Statements[0])));

        var managed = source with { Arn = "arn:aws:iam::111122223333:policy/no" };
        Assert.Equal($"{Subject} {with}: {managed.Arn}", RefusalSentence.Of(Engine.Alice, request, new(Outcome.ExplicitDeny, layer, managed, source.Policy.Statements[0])));
    }

    [Theory]
    [InlineData("sts:AssumeRole", Outcome.ImplicitDeny)]
    [InlineData("sts:AssumeRole", Outcome.ExplicitDeny)]
    [InlineData("sts:TagSession", Outcome.ImplicitDeny)]
    [InlineData("sts:SetSourceIdentity", Outcome.ImplicitDeny)]
    [InlineData("sts:AssumeRoleWithWebIdentity", Outcome.ImplicitDeny)]
    internal void Who_is_not_trusted_is_told_no_reason(string action, Outcome outcome) => Assert.Equal(
        $"User: arn:aws:sts::111122223333:assumed-role/deploy/build-7 is not authorized to perform: {action} on resource: arn:aws:iam::111122223333:role/x",
        RefusalSentence.Of(Engine.Session, Engine.Request(action, "arn:aws:iam::111122223333:role/x"), new(outcome, PolicyLayer.Trust, null, null)));

    [Fact]
    public void Who_has_no_ARN_is_named_all_the_same()
    {
        var refused = new Decision(Outcome.ImplicitDeny, PolicyLayer.Resource, null, null);
        Assert.StartsWith("User: anonymous is not authorized to perform: ecr:PutImage on resource: *", RefusalSentence.Of(Engine.Anonymous, Engine.Request("ecr:PutImage", "*"), refused), StringComparison.Ordinal);
        Assert.StartsWith("User: ecs-tasks.amazonaws.com is not", RefusalSentence.Of(Engine.Service with { Arn = "" }, Engine.Request("ecr:PutImage", "*"), refused), StringComparison.Ordinal);
    }
}
