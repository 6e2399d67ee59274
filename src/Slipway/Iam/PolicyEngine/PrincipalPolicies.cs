using Slipway.Iam.PolicyEngine.Indexing;

namespace Slipway.Iam.PolicyEngine;

/// <summary>Everything that allows and limits one principal, compiled. Kept as long as nothing that it was made from changes.</summary>
internal sealed record PrincipalPolicies
{
    private PolicyIndex? index;

    public PrincipalPolicies()
    {
    }

    // A copy is about to be changed: it must not share the index of what it was.
    private PrincipalPolicies(PrincipalPolicies original) =>
        (Identity, Boundary, Session, ServiceControl) = (original.Identity, original.Boundary, original.Session, original.ServiceControl);

    public static PrincipalPolicies None { get; } = new();

    /// <summary>Inline and managed policies of the user and its groups, or of the role.</summary>
    public IReadOnlyList<PolicySource> Identity { get; init; } = [];

    /// <summary>null where no boundary is set.</summary>
    public IReadOnlyList<PolicySource>? Boundary { get; init; }

    /// <summary>null where none were passed for the session.</summary>
    public IReadOnlyList<PolicySource>? Session { get; init; }

    /// <summary>Service control policies by level: root, organizational units, account. Each level must allow. Empty where none apply.</summary>
    public IReadOnlyList<IReadOnlyList<PolicySource>> ServiceControl { get; init; } = [];

    /// <summary>Made at the first decision; two at once make the same one twice.</summary>
    internal PolicyIndex Index => index ??= new(this);
}
