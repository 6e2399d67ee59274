using System.Globalization;

namespace Slipway.Wire.Protocols;

/// <summary>
/// Floating-point numbers as text. Those that are no numbers travel as three words in every protocol (Smithy, "Float and
/// double"); what is merely too large to hold is refused rather than taken for one of them.
/// </summary>
internal static class Numbers
{
    public static bool TryParse(string text, out double value) =>
        TryParseWord(text, out value)
        || (double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out value) && double.IsFinite(value));

    public static bool TryParseWord(string text, out double value)
    {
        value = text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => 0,
        };
        return !double.IsFinite(value);
    }

    public static string ToText(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
