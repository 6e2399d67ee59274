using Slipway.Iam.PolicyEngine.Conditions;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine;

/// <summary>One statement of a policy.</summary>
/// <param name="Sid">null when it has none.</param>
/// <param name="Start">Just behind its opening brace, as the simulator of AWS counts.</param>
/// <param name="End">Just behind its closing brace.</param>
internal sealed record Statement(string? Sid, Effect Effect, Position Start, Position End)
{
    internal required Actions Actions { get; init; }

    internal required Resources Resources { get; init; }

    /// <summary>null where the grammar knows none: the policy is about whom it is attached to.</summary>
    internal required Principals? Principals { get; init; }

    internal required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>Resource and conditions; what the index has not looked at.</summary>
    internal bool AppliesTo(AuthorizationRequest request)
    {
        if (!Resources.Match(request.Resource, request.Keys, Effect)) return false;
        for (var i = 0; i < Conditions.Count; i++)
        {
            if (!Conditions[i].IsMet(request.Keys)) return false;
        }

        return true;
    }
}

internal enum Effect
{
    Allow,
    Deny,
}

/// <summary>A place in a document's text; both numbers begin at 1.</summary>
internal readonly record struct Position(int Line, int Column);
