namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>An operator's name taken apart: <c>[ForAnyValue:|ForAllValues:]Family[IfExists]</c>.</summary>
internal sealed record ConditionOperator(Quantifier Quantifier, Comparison Comparison, bool IsNegated, bool IfExists)
{
    private static readonly Dictionary<string, (Comparison Comparison, bool IsNegated)> Names = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (Comparison.Equal, false),
        ["StringNotEquals"] = (Comparison.Equal, true),
        ["StringEqualsIgnoreCase"] = (Comparison.EqualIgnoringCase, false),
        ["StringNotEqualsIgnoreCase"] = (Comparison.EqualIgnoringCase, true),
        ["StringLike"] = (Comparison.Like, false),
        ["StringNotLike"] = (Comparison.Like, true),
        ["NumericEquals"] = (Comparison.NumberEqual, false),
        ["NumericNotEquals"] = (Comparison.NumberEqual, true),
        ["NumericLessThan"] = (Comparison.NumberLess, false),
        ["NumericLessThanEquals"] = (Comparison.NumberLessOrEqual, false),
        ["NumericGreaterThan"] = (Comparison.NumberGreater, false),
        ["NumericGreaterThanEquals"] = (Comparison.NumberGreaterOrEqual, false),
        ["DateEquals"] = (Comparison.DateEqual, false),
        ["DateNotEquals"] = (Comparison.DateEqual, true),
        ["DateLessThan"] = (Comparison.DateLess, false),
        ["DateLessThanEquals"] = (Comparison.DateLessOrEqual, false),
        ["DateGreaterThan"] = (Comparison.DateGreater, false),
        ["DateGreaterThanEquals"] = (Comparison.DateGreaterOrEqual, false),
        ["Bool"] = (Comparison.Bool, false),
        ["BinaryEquals"] = (Comparison.Binary, false),
        ["IpAddress"] = (Comparison.Address, false),
        ["NotIpAddress"] = (Comparison.Address, true),
        // "ArnEquals and ArnLike behave identically" (condition operators, IAM's user guide).
        ["ArnEquals"] = (Comparison.Arn, false),
        ["ArnLike"] = (Comparison.Arn, false),
        ["ArnNotEquals"] = (Comparison.Arn, true),
        ["ArnNotLike"] = (Comparison.Arn, true),
        ["Null"] = (Comparison.Null, false),
        // Ours: regular expressions, for keys such as slipway:ImageTag.
        ["slipway:StringMatches"] = (Comparison.Regex, false),
        ["slipway:StringNotMatches"] = (Comparison.Regex, true),
    };

    /// <returns>null for a name that is no operator's.</returns>
    public static ConditionOperator? Parse(string name)
    {
        var quantifier = Quantifier.None;
        if (name.StartsWith("ForAnyValue:", StringComparison.Ordinal)) quantifier = Quantifier.Any;
        if (name.StartsWith("ForAllValues:", StringComparison.Ordinal)) quantifier = Quantifier.All;
        if (quantifier is not Quantifier.None) name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        if (ifExists) name = name[..^"IfExists".Length];
        if (!Names.TryGetValue(name, out var found)) return null;
        // Null asks for existence itself.
        return ifExists && found.Comparison is Comparison.Null ? null : new(quantifier, found.Comparison, found.IsNegated, ifExists);
    }
}

internal enum Quantifier
{
    None,
    Any,
    All,
}

internal enum Comparison
{
    Equal,
    EqualIgnoringCase,
    Like,
    NumberEqual,
    NumberLess,
    NumberLessOrEqual,
    NumberGreater,
    NumberGreaterOrEqual,
    DateEqual,
    DateLess,
    DateLessOrEqual,
    DateGreater,
    DateGreaterOrEqual,
    Bool,
    Binary,
    Address,
    Arn,
    Null,
    Regex,
}
