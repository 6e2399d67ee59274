using Slipway.Iam.PolicyEngine.Conditions;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine;

/// <summary>Looks at every statement of every layer, where a decision stops at the first that settles it.</summary>
internal sealed class Explanation
{
    private readonly PrincipalFacts principal;
    private readonly bool hasBoundary;
    private readonly AuthorizationRequest request;
    private readonly string action;
    private readonly List<StatementMatch> matches = [];
    private readonly List<string> missing = [];
    private readonly Dictionary<PolicyLayer, Outcome> layers = [];

    private Explanation(PrincipalFacts principal, bool hasBoundary, AuthorizationRequest request)
    {
        (this.principal, this.hasBoundary, this.request) = (principal, hasBoundary, request);
        action = Actions.Lower(request.Action);
    }

    public static Trace Of(PrincipalFacts principal, PrincipalPolicies policies, AuthorizationRequest request, Decision decision)
    {
        var explanation = new Explanation(principal, policies.Boundary is not null, request);
        if (!principal.IsServiceLinked) explanation.AddLevels(policies.ServiceControl);
        if (request.ResourcePolicies.Count > 0) explanation.Add(request.IsTrust ? PolicyLayer.Trust : PolicyLayer.Resource, request.ResourcePolicies);
        if (policies.Identity.Count > 0) explanation.Add(PolicyLayer.Identity, policies.Identity);
        if (policies.Boundary is { } boundary) explanation.Add(PolicyLayer.Boundary, boundary);
        if (policies.Session is { } session) explanation.Add(PolicyLayer.Session, session);
        return new(decision, explanation.matches, [.. explanation.missing.Distinct(StringComparer.OrdinalIgnoreCase)]) { Layers = explanation.layers };
    }

    private void AddLevels(IReadOnlyList<IReadOnlyList<PolicySource>> levels)
    {
        if (levels.Count == 0) return;
        // The strictest level is what all of them come to.
        layers[PolicyLayer.ServiceControl] = levels.Select(level => Look(PolicyLayer.ServiceControl, level)).ToList() switch
        {
            var outcomes when outcomes.Contains(Outcome.ExplicitDeny) => Outcome.ExplicitDeny,
            var outcomes when outcomes.Contains(Outcome.ImplicitDeny) => Outcome.ImplicitDeny,
            _ => Outcome.Allowed,
        };
    }

    private void Add(PolicyLayer layer, IReadOnlyList<PolicySource> sources) => layers[layer] = Look(layer, sources);

    private Outcome Look(PolicyLayer layer, IReadOnlyList<PolicySource> sources)
    {
        var outcome = Outcome.ImplicitDeny;
        foreach (var source in sources)
        {
            foreach (var statement in source.Policy.Statements.Where(IsAbout))
            {
                missing.AddRange(KeysOf(statement).Where(IsMissing));
                if (!statement.AppliesTo(request)) continue;
                matches.Add(new(layer, source, statement));
                if (statement.Effect is Effect.Deny) outcome = Outcome.ExplicitDeny;
                else if (outcome is Outcome.ImplicitDeny) outcome = Outcome.Allowed;
            }
        }

        return outcome;
    }

    /// <summary>Of this action and this caller; what is left are the resource and the conditions.</summary>
    private bool IsAbout(Statement statement) => statement.Actions.Match(action)
        && (statement.Principals is null || statement.Principals.Match(principal, hasBoundary, statement.Effect) is not PrincipalMatch.None);

    private static IEnumerable<string> KeysOf(Statement statement) =>
    [
        .. statement.Resources.Variables.Where(variable => variable.Default is null).Select(variable => variable.Key),
        .. statement.Conditions.SelectMany(KeysOf),
    ];

    private static IEnumerable<string> KeysOf(Condition condition) =>
        condition.Variables.Where(variable => variable.Default is null).Select(variable => variable.Key).Prepend(condition.Key);

    private bool IsMissing(string key) => request.Keys.Find(key.ToLowerInvariant()) is not { Count: > 0 };
}
