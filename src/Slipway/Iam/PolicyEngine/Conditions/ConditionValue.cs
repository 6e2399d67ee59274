using System.Globalization;
using Slipway.Iam.PolicyEngine.Documents;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>One value of a condition in a document, compiled for its operator.</summary>
internal abstract class ConditionValue
{
    public virtual IEnumerable<Variable> Variables => [];

    /// <summary>Variables are known to the operators of strings and ARNs alone.</summary>
    /// <exception cref="PolicyFault">The operator cannot compare with it; to ignore it could leave a Deny without force.</exception>
    public static ConditionValue Parse(Comparison comparison, string text, bool hasVariables) => comparison switch
    {
        Comparison.Equal => new TextValue(Pattern.Parse(text, hasWildcards: false, hasVariables)),
        Comparison.EqualIgnoringCase => new FoldedValue(Pattern.Parse(text, hasWildcards: false, hasVariables)),
        Comparison.Like => new TextValue(Pattern.Parse(text, hasWildcards: true, hasVariables)),
        Comparison.Arn => new ArnValue(Pattern.Parse(text, hasWildcards: true, hasVariables)),
        Comparison.Bool or Comparison.Null => bool.TryParse(text, out var flag) ? new BoolValue(flag) : throw PolicyFault.Syntax,
        Comparison.Binary => BinaryValue.Decode(text) is { } bytes ? new BinaryValue(bytes) : throw PolicyFault.Syntax,
        Comparison.Address => AddressRange.TryParse(text, out var range) ? new AddressValue(range) : throw PolicyFault.Syntax,
        Comparison.Regex => RegexValue.TryParse(text) ?? throw PolicyFault.Syntax,
        >= Comparison.DateEqual and <= Comparison.DateGreaterOrEqual =>
            Instant.TryParse(text, out var instant) ? new DateValue(instant, comparison) : throw PolicyFault.Legacy,
        _ => NumberValue.TryParse(text, out var number) ? new NumberValue(number, comparison) : throw PolicyFault.Syntax,
    };

    /// <summary>False as well where a variable has no value.</summary>
    public abstract bool Matches(string value, IConditionKeys keys);
}

internal sealed class TextValue(Pattern pattern) : ConditionValue
{
    public override IEnumerable<Variable> Variables => pattern.Variables;

    public override bool Matches(string value, IConditionKeys keys) => pattern.Matches(value, keys);
}

internal sealed class FoldedValue(Pattern pattern) : ConditionValue
{
    public override IEnumerable<Variable> Variables => pattern.Variables;

    public override bool Matches(string value, IConditionKeys keys) =>
        string.Equals(value, pattern.Resolve(keys), StringComparison.OrdinalIgnoreCase);
}

internal sealed class BoolValue(bool expected) : ConditionValue
{
    public override bool Matches(string value, IConditionKeys keys) => bool.TryParse(value, out var flag) && flag == expected;
}

/// <summary>Both sides in base64.</summary>
internal sealed class BinaryValue(byte[] expected) : ConditionValue
{
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    public override bool Matches(string value, IConditionKeys keys) => Decode(value) is { } bytes && bytes.AsSpan().SequenceEqual(expected);
}

internal sealed class NumberValue(decimal expected, Comparison comparison) : ConditionValue
{
    public static bool TryParse(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);

    public override bool Matches(string value, IConditionKeys keys) => TryParse(value, out var number) && comparison switch
    {
        Comparison.NumberEqual => number == expected,
        Comparison.NumberLess => number < expected,
        Comparison.NumberLessOrEqual => number <= expected,
        Comparison.NumberGreater => number > expected,
        _ => number >= expected,
    };
}

internal sealed class DateValue(DateTimeOffset expected, Comparison comparison) : ConditionValue
{
    public override bool Matches(string value, IConditionKeys keys) => Instant.TryParse(value, out var instant) && comparison switch
    {
        Comparison.DateEqual => instant == expected,
        Comparison.DateLess => instant < expected,
        Comparison.DateLessOrEqual => instant <= expected,
        Comparison.DateGreater => instant > expected,
        _ => instant >= expected,
    };
}
