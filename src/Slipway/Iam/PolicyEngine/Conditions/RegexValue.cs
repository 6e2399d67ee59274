using System.Text.RegularExpressions;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>
/// For slipway:StringMatches: a regular expression that the whole value must match. The engine without backtracking takes
/// linear time for any expression, and has no lookarounds and back references.
/// </summary>
internal sealed class RegexValue : ConditionValue
{
    private const int MaxLength = 256;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private readonly Regex regex;

    private RegexValue(Regex regex) => this.regex = regex;

    /// <returns>null when it is not a regular expression, or one too long or too large.</returns>
    public static RegexValue? TryParse(string text)
    {
        if (text.Length > MaxLength) return null;
        try
        {
            // By itself first: "a)|(?:b" would be one only between our brackets.
            _ = new Regex(text, Options);
            return new(new Regex($@"\A(?:{text})\z", Options));
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public override bool Matches(string value, IConditionKeys keys) => regex.IsMatch(value);
}
