using Slipway.Iam.PolicyEngine;

namespace Slipway.Iam.Simulation;

/// <summary>What the request states, and what follows from the caller where it states nothing.</summary>
internal sealed class SimulatedKeys(IReadOnlyDictionary<string, IReadOnlyList<string>> stated, SimulatedCaller caller) : IConditionKeys
{
    public IReadOnlyList<string>? Find(string key) =>
        stated.TryGetValue(key, out var values) ? values
        : caller.Keys.TryGetValue(key, out var known) ? [known]
        : null;
}
