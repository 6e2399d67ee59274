using System.Globalization;

namespace Slipway.Iam.PolicyEngine.Conditions;

/// <summary>A date of a condition: ISO 8601 in one of W3C's forms, UTC unless it says otherwise, or seconds since 1970.</summary>
internal static class Instant
{
    private static readonly string[] Forms =
    [
        "yyyy", "yyyy-MM", "yyyy-MM-dd",
        "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The seconds of the year 9999; what lies behind is later than any date all the same.</summary>
    private const decimal LastSecond = 253_402_300_799;

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        // Four digits are a year.
        if (text.Length != 4 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            instant = DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Clamp(seconds, -LastSecond / 5, LastSecond) * TimeSpan.TicksPerSecond));
            return true;
        }

        return DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
