using Slipway.Iam.PolicyEngine;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>The whole story of a decision.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Every_statement_that_matched_is_told_in_the_order_of_the_layers()
    {
        var policies = new PrincipalPolicies
        {
            ServiceControl = [[Source("scp", "'Sid':'scp','Effect':'Allow','Action':'*','Resource':'*'")]],
            Identity =
            [
                Source("a", "'Sid':'a1','Effect':'Allow','Action':'ecr:*','Resource':'*'", "'Sid':'a2','Effect':'Deny','Action':'ecr:Get*','Resource':'*'"),
                Source("b", "'Sid':'b1','Effect':'Deny','Action':'ecr:PutImage','Resource':'*'"),
            ],
            Boundary = [Source("boundary", "'Sid':'boundary','Effect':'Allow','Action':'ecr:*','Resource':'*'")],
            Session = [Source("session", "'Sid':'session','Effect':'Allow','Action':'iam:*','Resource':'*'")],
        };
        var trace = Evaluation.Explain(Engine.Session, policies, Engine.Request("ecr:PutImage", Engine.Web));

        Assert.Equal("scp a1 b1 boundary", string.Join(' ', trace.Matches.Select(match => match.Statement.Sid)));
        Assert.Equal((Outcome.ExplicitDeny, PolicyLayer.Identity, "b1"), (trace.Decision.Outcome, trace.Decision.Layer, trace.Decision.Statement?.Sid));
        Assert.Equal("b", trace.Decision.Source?.Id);
        Assert.Equal(
            new Dictionary<PolicyLayer, Outcome>
            {
                [PolicyLayer.ServiceControl] = Outcome.Allowed,
                [PolicyLayer.Identity] = Outcome.ExplicitDeny,
                [PolicyLayer.Boundary] = Outcome.Allowed,
                [PolicyLayer.Session] = Outcome.ImplicitDeny,
            },
            trace.Layers);
    }

    [Fact]
    public void Keys_that_the_request_lacks_are_named_once_as_the_policy_writes_them()
    {
        var policies = new PrincipalPolicies
        {
            Identity =
            [
                Source("a", "'Effect':'Allow','Action':'ecr:*','Resource':'arn:aws:ecr:eu-west-1:111122223333:repository/${aws:PrincipalTag/Team}','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'},'StringEquals':{'aws:username':'alice'}}"),
                Source("b", "'Effect':'Deny','Action':'ecr:PutImage','Resource':'*','Condition':{'Null':{'AWS:multifactorauthpresent':'false'}}"),
                Source("c", "'Effect':'Deny','Action':'iam:*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':'false'}}"),
            ],
        };
        var trace = Evaluation.Explain(Engine.Alice, policies, Engine.Request("ecr:PutImage", Engine.Web, ("aws:username", "alice")));

        Assert.Equal("aws:PrincipalTag/Team aws:MultiFactorAuthPresent", string.Join(' ', trace.MissingKeys));
        Assert.Empty(trace.Matches);
    }

    [Fact]
    public void Layers_without_policies_are_not_in_it() => Assert.Empty(Evaluation.Explain(Engine.Alice, PrincipalPolicies.None, Engine.Request("ecr:PutImage", "*")).Layers);

    [Fact]
    public void An_empty_boundary_and_an_empty_level_are_in_it()
    {
        var trace = Evaluation.Explain(Engine.Alice, new() { Boundary = [], ServiceControl = [[]] }, Engine.Request("ecr:PutImage", "*"));
        Assert.Equal([PolicyLayer.ServiceControl, PolicyLayer.Boundary], trace.Layers.Keys);
        Assert.All(trace.Layers.Values, outcome => Assert.Equal(Outcome.ImplicitDeny, outcome));
    }

    [Fact]
    public void A_changed_copy_of_policies_is_indexed_anew()
    {
        var request = Engine.Request("ecr:PutImage", Engine.Web);
        var policies = Engine.Identity(Engine.Document("'Effect':'Allow','Action':'*','Resource':'*'"));
        Assert.True(Evaluation.Decide(Engine.Alice, policies, request).IsAllowed);
        Assert.Equal(PolicyLayer.Session, Evaluation.Decide(Engine.Alice, policies with { Session = [] }, request).Layer);
        Assert.Equal(PolicyLayer.Identity, Evaluation.Decide(Engine.Alice, policies with { Identity = [] }, request).Layer);
        Assert.True(Evaluation.Decide(Engine.Alice, policies, request).IsAllowed);
    }

    private static PolicySource Source(string id, params string[] statements) => Engine.Source(Engine.Document(statements), PolicyGrammar.Identity) with { Id = id };
}
