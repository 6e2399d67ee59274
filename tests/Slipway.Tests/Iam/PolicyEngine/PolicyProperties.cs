using FsCheck;
using FsCheck.Fluent;
using Slipway.Iam.PolicyEngine;
using Outcome = Slipway.Iam.PolicyEngine.Outcome;

namespace Slipway.Tests.Iam.PolicyEngine;

/// <summary>What holds for any policies and any request.</summary>
public sealed class PolicyProperties
{
    private const int Cases = 1000;

    [Fact]
    public void A_deny_always_wins() => Check(scene =>
        scene.Deny().Decide().Outcome is Outcome.ExplicitDeny);

    [Fact]
    public void Adding_an_allow_never_removes_access() => Check(scene =>
        !scene.Decide().IsAllowed || scene.WithMore(statement => statement with { Effect = "Allow" }).Decide().IsAllowed);

    [Fact]
    public void Adding_a_deny_never_grants() => Check(scene =>
        scene.Decide().IsAllowed || !scene.WithMore(statement => statement with { Effect = "Deny" }).Decide().IsAllowed);

    [Fact]
    public void The_order_of_statements_never_matters() => Check(scene =>
        (scene.Decide().Outcome, scene.Decide().Layer) is var decided && (scene.Reversed().Decide().Outcome, scene.Reversed().Decide().Layer) == decided);

    [Fact]
    public void A_boundary_never_grants() => Check(scene => !scene.Decide().IsAllowed || (scene with { Boundary = null }).Decide().IsAllowed);

    [Fact]
    public void A_session_policy_never_grants() => Check(scene => !scene.Decide().IsAllowed || (scene with { Session = null }).Decide().IsAllowed);

    [Fact]
    public void A_service_control_policy_never_grants() => Check(scene => !scene.Decide().IsAllowed || (scene with { ServiceControl = [] }).Decide().IsAllowed);

    [Fact]
    public void Nothing_is_allowed_without_an_allow() => Check(scene =>
        !scene.Decide().IsAllowed || scene.Caller.Type is PrincipalType.Account || scene.Identity.Concat(scene.Resource).Any(statement => statement.Effect == "Allow"));

    [Fact]
    public void A_policy_that_was_parsed_and_written_again_decides_alike() => Check(scene =>
        scene.Decide(spread: true) is var decision && scene.Decide(spread: false) is var other && (decision.Outcome, decision.Layer) == (other.Outcome, other.Layer));

    [Fact]
    public void The_explanation_agrees_with_the_decision() => Check(scene =>
    {
        var trace = Evaluation.Explain(scene.Caller, scene.Policies(spread: true), scene.Request(spread: true));
        var decision = trace.Decision;
        // The decision looks statements up in an index, the explanation walks through all of them.
        return decision.Outcome switch
        {
            Outcome.ExplicitDeny => trace.Layers.Values.Contains(Outcome.ExplicitDeny) && Names(trace),
            _ when trace.Layers.Values.Contains(Outcome.ExplicitDeny) => false,
            Outcome.Allowed => decision.Layer is PolicyLayer.None || (trace.Layers[decision.Layer] is Outcome.Allowed && Names(trace)),
            _ => !trace.Layers.TryGetValue(decision.Layer, out var outcome) || outcome is Outcome.ImplicitDeny || decision.Layer is PolicyLayer.Resource or PolicyLayer.Trust,
        };
    });

    [Fact]
    public void Statements_decide_alike_in_one_policy_and_in_several() => Check(scene =>
    {
        if (scene.Identity.Count == 0) return true;
        var one = Engine.Source(Engine.Document([.. scene.Identity.Select(statement => statement.Json(spread: true))]), PolicyGrammar.Identity);
        return Evaluation.Decide(scene.Caller, scene.Policies(spread: true) with { Identity = [one] }, scene.Request(spread: true)).Outcome == scene.Decide().Outcome;
    });

    private static bool Names(Trace trace) => trace.Matches.Any(match => match.Layer == trace.Decision.Layer && ReferenceEquals(match.Statement, trace.Decision.Statement));

    private static void Check(Func<Scene, bool> holds) =>
        Prop.ForAll(Scene.Any, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
}
