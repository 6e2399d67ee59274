using System.Globalization;
using Slipway.Iam.PolicyEngine;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Iam.Simulation;

/// <summary>Asks the engine what it would decide, and tells why in the words of the simulator ("Testing IAM policies" in IAM's user guide).</summary>
internal sealed class PolicySimulation
{
    private const string AllResources = "*";

    private readonly SimulationInput input;
    private readonly SimulatedCaller caller;
    private readonly PrincipalPolicies policies;
    private readonly IReadOnlyList<PolicySource> resourcePolicies;
    private readonly IReadOnlyList<string> resources;
    private readonly SimulatedKeys keys;

    /// <param name="policies">Of the principal, with those of the request.</param>
    /// <exception cref="AwsError">Something in the input cannot be used.</exception>
    public PolicySimulation(SimulationInput input, SimulatedCaller caller, PrincipalPolicies policies)
    {
        (this.input, this.caller, this.policies) = (input, caller, policies);
        resourcePolicies = input.CompileResourcePolicy();
        if (resourcePolicies.Count > 0 && caller.Facts is null) throw IamErrors.CallerArnRequired();
        if (input.Actions.FirstOrDefault(action => !action.Contains(':', StringComparison.Ordinal)) is { } invalid) throw IamErrors.InvalidAction(invalid);
        resources = input.Resources is { Count: > 0 } stated ? stated : [AllResources];
        keys = new(ContextEntry.Read(input.Context), caller);
    }

    /// <summary>Each action on each resource, the resources of one action behind each other.</summary>
    public Page<(int Place, EvaluationResult Result)> Run(AskedPage asked)
    {
        var count = input.Actions.Count * resources.Count;
        var start = asked.After is { } after ? int.Parse(after, CultureInfo.InvariantCulture) + 1 : 0;
        var end = Math.Min(count, start + asked.Limit);
        return new(
            [.. Enumerable.Range(start, Math.Max(0, end - start)).Select(place => (place, Evaluate(input.Actions[place / resources.Count], resources[place % resources.Count])))],
            end < count);
    }

    private EvaluationResult Evaluate(string action, string resource)
    {
        var facts = caller.Facts ?? new(PrincipalType.User, "") { Arn = "" };
        var account = AccountOf(resource, facts);
        var trace = Evaluation.Explain(facts, policies, new(action, resource, account, keys)
        {
            ResourcePolicies = resourcePolicies,
            IsTrust = resourcePolicies.Count > 0 && action.StartsWith("sts:", StringComparison.OrdinalIgnoreCase),
        });
        var decision = TypeOf(trace.Decision.Outcome);
        OrganizationsDecisionDetail? organizations = trace.Layers.TryGetValue(PolicyLayer.ServiceControl, out var control) ? new(control is Outcome.Allowed) : null;
        // What the organization refuses ends the simulation.
        if (organizations is { AllowedByOrganizations: false }) return new(action, resource, decision, [], [], organizations, null, null, null);

        PermissionsBoundaryDecisionDetail? boundary = trace.Layers.TryGetValue(PolicyLayer.Boundary, out var limit) ? new(limit is Outcome.Allowed) : null;
        List<MatchedStatement> matched = [.. trace.Matches.Where(match => Settles(match, decision)).Select(MatchedStatement.Of)];
        if (resource == AllResources) return new(action, resource, decision, matched, trace.MissingKeys, organizations, boundary, null, null);
        Dictionary<string, DecisionType> details = account == facts.Account ? [] : DetailsOf(trace);
        ResourceSpecificResult own = new(resource, decision, matched, trace.MissingKeys, details.Count == 0 ? null : details, boundary);
        return new(action, resource, decision, matched, [], organizations, boundary, details, [own]);
    }

    /// <summary>Nobody in particular is of every account.</summary>
    private string AccountOf(string resource, PrincipalFacts facts)
    {
        if (caller.Facts is null) return facts.Account;
        if (Arn.TryParse(resource, out var arn) && arn.Account.Length == 12) return arn.Account;
        return input.ResourceOwner is not { } owner ? facts.Account : Arn.TryParse(owner, out var root) ? root.Account : owner;
    }

    /// <summary>One denial is the whole reason; of what is not allowed, no statement is.</summary>
    private static bool Settles(StatementMatch match, DecisionType decision) => decision switch
    {
        DecisionType.ExplicitDeny => match.Statement.Effect is Effect.Deny && match.Layer is not PolicyLayer.ServiceControl,
        DecisionType.Allowed => match.Statement.Effect is Effect.Allow && match.Layer is PolicyLayer.Identity or PolicyLayer.Resource or PolicyLayer.Trust,
        _ => false,
    };

    private static Dictionary<string, DecisionType> DetailsOf(Trace trace)
    {
        Dictionary<string, DecisionType> details = [];
        foreach (var (layer, outcome) in trace.Layers)
        {
            if (layer is PolicyLayer.Identity) details["IAM Policy"] = TypeOf(outcome);
            else if (layer is PolicyLayer.Resource or PolicyLayer.Trust) details["Resource Policy"] = TypeOf(outcome);
            else if (layer is PolicyLayer.Boundary) details["Permissions Boundary Policy"] = TypeOf(outcome);
        }

        return details;
    }

    private static DecisionType TypeOf(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => DecisionType.Allowed,
        Outcome.ExplicitDeny => DecisionType.ExplicitDeny,
        _ => DecisionType.ImplicitDeny,
    };
}
