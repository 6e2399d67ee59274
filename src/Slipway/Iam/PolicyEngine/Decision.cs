namespace Slipway.Iam.PolicyEngine;

/// <summary>What was decided, and why.</summary>
/// <param name="Layer">For a refusal, the kind of policy that denied or failed to allow; for an allowance, the kind that allowed.</param>
/// <param name="Source">The policy with the statement that decided; null for an implicit denial.</param>
internal sealed record Decision(Outcome Outcome, PolicyLayer Layer, PolicySource? Source, Statement? Statement)
{
    public bool IsAllowed => Outcome is Outcome.Allowed;
}

/// <summary>PolicyEvaluationDecisionType of IAM's model.</summary>
internal enum Outcome
{
    Allowed,
    ExplicitDeny,
    ImplicitDeny,
}

/// <summary>The kinds of policies, as refusals name them.</summary>
internal enum PolicyLayer
{
    /// <summary>The root user needs no policy.</summary>
    None,
    ServiceControl,
    Resource,
    Trust,
    Identity,
    Boundary,
    Session,
}
