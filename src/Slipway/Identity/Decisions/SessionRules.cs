using Slipway.Wire;

namespace Slipway.Identity.Decisions;

/// <summary>What temporary credentials can never do, whatever policies say (API_GetSessionToken, API_GetFederationToken).</summary>
internal static class SessionRules
{
    public static bool Refuses(Principal principal, string action)
    {
        if (principal.Session is not { } session) return false;
        return principal.Kind switch
        {
            // Of GetSessionToken: IAM only with MFA, STS only to assume a role. GetCallerIdentity demands nothing.
            PrincipalKind.User => (Is(action, "iam:") && session.MultiFactorAt is null) || (Is(action, "sts:") && !IsAssumption(action)),
            PrincipalKind.FederatedUser => Is(action, "iam:") || Is(action, "sts:"),
            _ => false,
        };
    }

    private static bool IsAssumption(string action) => action is "sts:AssumeRole" or "sts:TagSession" or "sts:SetSourceIdentity";

    private static bool Is(string action, string prefix) => action.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
