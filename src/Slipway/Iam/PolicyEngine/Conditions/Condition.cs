using Slipway.Iam.PolicyEngine.Documents;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>One key under one operator, with the values of which one must match ("Condition operators" in IAM's user guide).</summary>
internal sealed class Condition
{
    private readonly ConditionOperator how;
    private readonly ConditionValue[] values;
    private readonly string lookup;

    private Condition(string key, ConditionOperator how, ConditionValue[] values)
    {
        (Key, this.how, this.values) = (key, how, values);
        lookup = key.ToLowerInvariant();
    }

    /// <summary>As the document writes it.</summary>
    public string Key { get; }

    public IEnumerable<Variable> Variables => values.SelectMany(value => value.Variables);

    /// <exception cref="PolicyFault">No such operator, or a value that it cannot compare with.</exception>
    public static Condition Parse(RawCondition raw, bool hasVariables)
    {
        var how = ConditionOperator.Parse(raw.Operator) ?? throw PolicyFault.Syntax;
        return new(raw.Key, how, [.. raw.Values.Select(value => ConditionValue.Parse(how.Comparison, value, hasVariables))]);
    }

    /// <summary>The request has no value for the key.</summary>
    public bool IsMissing(IConditionKeys keys) => keys.Find(lookup) is not { Count: > 0 };

    /// <summary>A variable without a value equals nothing, so a negated comparison with it is true ("Policy variables with no value").</summary>
    public bool IsMet(IConditionKeys keys)
    {
        var found = keys.Find(lookup);
        if (how.Comparison is Comparison.Null) return MatchesAny(found is { Count: > 0 } ? "false" : "true", keys);
        if (found is null || IsEmpty(found)) return how.IfExists || IsMetWithoutKey();
        return how.Quantifier switch
        {
            Quantifier.All => All(found, keys),
            Quantifier.Any => Any(found, keys),
            _ when how.IsNegated => All(found, keys),
            _ => Any(found, keys),
        };
    }

    private bool IsMetWithoutKey() => how.Quantifier switch
    {
        Quantifier.All => true,
        Quantifier.Any => false,
        _ => how.IsNegated,
    };

    /// <summary>For the set operators empty texts are no values either.</summary>
    private bool IsEmpty(IReadOnlyList<string> found)
    {
        if (how.Quantifier is Quantifier.None) return found.Count == 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Length > 0) return false;
        }

        return true;
    }

    private bool All(IReadOnlyList<string> found, IConditionKeys keys)
    {
        for (var i = 0; i < found.Count; i++)
        {
            if (!Holds(found[i], keys)) return false;
        }

        return true;
    }

    private bool Any(IReadOnlyList<string> found, IConditionKeys keys)
    {
        for (var i = 0; i < found.Count; i++)
        {
            if (Holds(found[i], keys)) return true;
        }

        return false;
    }

    private bool Holds(string value, IConditionKeys keys) => MatchesAny(value, keys) != how.IsNegated;

    private bool MatchesAny(string value, IConditionKeys keys)
    {
        foreach (var candidate in values)
        {
            if (candidate.Matches(value, keys)) return true;
        }

        return false;
    }
}
