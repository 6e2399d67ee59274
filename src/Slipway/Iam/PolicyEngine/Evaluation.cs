using Slipway.Iam.PolicyEngine.Indexing;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine;

/// <summary>Decides one request, in AWS's order ("Policy evaluation logic" in IAM's user guide). Pure.</summary>
internal static class Evaluation
{
    private static readonly Decision RootAllowed = new(Outcome.Allowed, PolicyLayer.None, null, null);
    private static readonly Decision[] Implicit = [.. Enum.GetValues<PolicyLayer>().Select(layer => new Decision(Outcome.ImplicitDeny, layer, null, null))];

    public static Decision Decide(PrincipalFacts principal, PrincipalPolicies policies, AuthorizationRequest request)
    {
        var index = policies.Index;
        // "Service control policies do not affect service-linked roles" (Organizations' user guide).
        var serviceControl = principal.IsServiceLinked ? [] : index.ServiceControl;
        var resource = ResourceGrant.Of(principal, index.Boundary is not null, request);
        return Deny(index, serviceControl, resource.Deny, request) ?? Allow(principal, index, serviceControl, resource, request);
    }

    /// <summary>The same decision with every statement that matched, layer by layer; for the simulator and the log.</summary>
    public static Trace Explain(PrincipalFacts principal, PrincipalPolicies policies, AuthorizationRequest request) =>
        Explanation.Of(principal, policies, request, Decide(principal, policies, request));

    /// <summary>One denial anywhere is enough. Where several deny, the order says whose name is told.</summary>
    private static Decision? Deny(PolicyIndex index, IReadOnlyList<LayerIndex> serviceControl, Decision? resource, AuthorizationRequest request)
    {
        for (var level = 0; level < serviceControl.Count; level++)
        {
            if (serviceControl[level].Deny(request) is { } denial) return denial;
        }

        return resource ?? index.Identity.Deny(request) ?? index.Boundary?.Deny(request) ?? index.Session?.Deny(request);
    }

    private static Decision Allow(PrincipalFacts principal, PolicyIndex index, IReadOnlyList<LayerIndex> serviceControl, ResourceGrant resource, AuthorizationRequest request)
    {
        for (var level = 0; level < serviceControl.Count; level++)
        {
            if (serviceControl[level].Allow(request) is null) return Implicit[(int)PolicyLayer.ServiceControl];
        }

        // Whoever has no policies of its own has what the resource gives; so has whoever comes from another account, at most.
        var hasPolicies = principal.Type is PrincipalType.Account or PrincipalType.User or PrincipalType.AssumedRole or PrincipalType.FederatedUser;
        var isOwn = hasPolicies && principal.Account == request.ResourceAccount;
        if (resource.Match is PrincipalMatch.None && (request.IsTrust || !isOwn))
            return Implicit[(int)(request.IsTrust ? PolicyLayer.Trust : PolicyLayer.Resource)];
        if (!hasPolicies) return resource.Allow!;

        // Within the account the caller's own name is enough; its role's name is, as far as boundary and session go.
        if (isOwn && resource.Match is PrincipalMatch.Caller) return resource.Allow!;
        var allowed = isOwn && resource.Match is PrincipalMatch.Issuer ? resource.Allow
            : principal.Type is PrincipalType.Account ? RootAllowed
            : index.Identity.Allow(request);
        if (allowed is null) return Implicit[(int)PolicyLayer.Identity];
        if (index.Boundary is { } boundary && boundary.Allow(request) is null) return Implicit[(int)PolicyLayer.Boundary];
        if (index.Session is { } session && session.Allow(request) is null) return Implicit[(int)PolicyLayer.Session];
        return allowed;
    }
}
