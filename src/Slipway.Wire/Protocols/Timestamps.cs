using System.Globalization;

namespace Slipway.Wire.Protocols;

/// <summary>The two forms in which moments travel: epoch seconds and ISO 8601.</summary>
internal static class Timestamps
{
    public static bool TryParseIso(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out time);

    public static bool TryFromSeconds(double seconds, out DateTimeOffset time)
    {
        // The years 1 to 9999, which is what the type can hold, and looked at after rounding.
        var milliseconds = Math.Round(seconds * 1000);
        var fits = milliseconds is >= -62_135_596_800_000 and < 253_402_300_800_000;
        time = fits ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : default;
        return fits;
    }

    /// <summary>XML answers: seconds, and milliseconds only where there are any.</summary>
    public static string ToIso(DateTimeOffset time) =>
        time.UtcDateTime.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
