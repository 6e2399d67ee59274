using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine;

/// <summary>What the policies on the resource say to a caller.</summary>
/// <param name="Deny">null when none denies.</param>
/// <param name="Allow">The allowance that names the caller most closely; null when none allows.</param>
/// <param name="Match">How closely it does.</param>
internal readonly record struct ResourceGrant(Decision? Deny, Decision? Allow, PrincipalMatch Match)
{
    public static ResourceGrant Of(PrincipalFacts principal, bool hasBoundary, AuthorizationRequest request)
    {
        if (request.ResourcePolicies.Count == 0) return default;
        Span<char> action = stackalloc char[Math.Min(request.Action.Length, 256)];
        if (request.Action.Length > action.Length) return default;
        Actions.Ascii(request.Action, action);

        var layer = request.IsTrust ? PolicyLayer.Trust : PolicyLayer.Resource;
        Decision? allow = null;
        var closest = PrincipalMatch.None;
        foreach (var source in request.ResourcePolicies)
        {
            foreach (var statement in source.Policy.Statements)
            {
                if (!statement.Actions.Match(action) || statement.Principals is not { } principals) continue;
                var match = principals.Match(principal, hasBoundary, statement.Effect);
                if (match is PrincipalMatch.None || (statement.Effect is Effect.Allow && match <= closest) || !statement.AppliesTo(request)) continue;
                if (statement.Effect is Effect.Deny) return new(new(Outcome.ExplicitDeny, layer, source, statement), null, PrincipalMatch.None);
                (allow, closest) = (new(Outcome.Allowed, layer, source, statement), match);
            }
        }

        return new(null, allow, closest);
    }
}
