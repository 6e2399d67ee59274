namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>Of what does not depend on a request.</summary>
internal sealed class NoKeys : IConditionKeys
{
    public static NoKeys Instance { get; } = new();

    public IReadOnlyList<string>? Find(string key) => null;
}
