using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Adapters.Audit;

/// <summary>A file of the trail: its number, which orders the files, and when it was begun.</summary>
internal sealed record Segment(long Number, DateTimeOffset Begun)
{
    private const string Moment = "yyyyMMdd'T'HHmmss'Z'";
    private const string Extension = ".jsonl";

    /// <summary>Such as <c>000000000007-20260131T120000Z.jsonl</c>.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Number:D12}-{Begun.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}{Extension}");

    public static bool TryParse(string fileName, [NotNullWhen(true)] out Segment? segment)
    {
        segment = null;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal)) return false;
        var parts = fileName[..^Extension.Length].Split('-');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !DateTimeOffset.TryParseExact(parts[1], Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begun))
            return false;
        segment = new(number, begun);
        return true;
    }
}
