namespace Slipway.Iam.PolicyEngine;

/// <summary>The whole story of a decision.</summary>
/// <param name="MissingKeys">Condition keys that a statement asked about, which the request did not have.</param>
internal sealed record Trace(Decision Decision, IReadOnlyList<StatementMatch> Matches, IReadOnlyList<string> MissingKeys)
{
    /// <summary>What each layer that takes part came to by itself; a layer without policies is not in it.</summary>
    public IReadOnlyDictionary<PolicyLayer, Outcome> Layers { get; init; } = new Dictionary<PolicyLayer, Outcome>();
}

/// <summary>A statement whose every element matched.</summary>
internal sealed record StatementMatch(PolicyLayer Layer, PolicySource Source, Statement Statement);
