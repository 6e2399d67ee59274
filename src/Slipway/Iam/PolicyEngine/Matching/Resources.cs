using Slipway.Iam.PolicyEngine.Documents;

namespace Slipway.Iam.PolicyEngine.Matching;

/// <summary>Resource or NotResource; a resource-based policy without either means the resource that it is on.</summary>
internal sealed class Resources
{
    private readonly Pattern[] patterns;
    private readonly bool isNegated;

    private Resources(Pattern[] patterns, bool isNegated) => (this.patterns, this.isNegated) = (patterns, isNegated);

    public static Resources TheOneItself { get; } = new([], isNegated: true);

    public IEnumerable<Variable> Variables => patterns.SelectMany(pattern => pattern.Variables);

    /// <summary>Each of what matches begins with one of these; an index may look for those alone.</summary>
    public IEnumerable<string> Prefixes => isNegated ? [""] : patterns.Select(pattern => pattern.Prefix).Distinct();

    /// <exception cref="PolicyFault">A resource is neither an ARN nor a star.</exception>
    public static Resources Parse(IEnumerable<string> resources, bool isNegated, bool hasVariables) =>
        new([.. resources.Select(resource => Pattern.Parse(ArnText.Complete(resource, hasVariables), hasWildcards: true, hasVariables))], isNegated);

    /// <summary>
    /// A variable without a value matches nothing. Behind NotResource it would match everything, which an Allow must not:
    /// there the statement falls away, while a Deny stays in force.
    /// </summary>
    public bool Match(string resource, IConditionKeys keys, Effect effect)
    {
        var isUnresolved = false;
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(resource, keys, ref isUnresolved)) return !isNegated;
        }

        return isNegated && (!isUnresolved || effect is Effect.Deny);
    }
}
