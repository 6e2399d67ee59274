using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Organizations;

namespace Slipway.Identity.Grants;

/// <summary>Everything about a principal that decisions are made from, compiled.</summary>
/// <param name="Arn"><c>aws:PrincipalArn</c>: the user's, or of a session its role's with the path.</param>
/// <param name="UserName"><c>aws:username</c>; null for all but users.</param>
/// <param name="Tags"><c>aws:PrincipalTag/…</c>: of the user or role, with those of the session on top; keys without regard to case.</param>
internal sealed record Entitlement(
    PrincipalFacts Facts, PrincipalPolicies Policies, string Arn, string? UserName, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Its account's place in the organization; null where it has none.</summary>
    public OrganizationAccount? Member { get; init; }

    public Allowances Allowed { get; } = new();
}
