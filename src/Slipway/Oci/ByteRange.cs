using System.Globalization;

namespace Slipway.Oci;

/// <summary>One range of bytes, both ends included.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;

    /// <summary>Reads a <c>Range</c> header (RFC 9110, section 14.2).</summary>
    /// <returns>
    /// Whole: there is nothing to obey (another unit, no range at all, or several, which a server may answer whole).
    /// Otherwise the range, cut at the end of the content; or null when no byte of it is there.
    /// </returns>
    public static (bool IsWhole, ByteRange? Range) Parse(string? header, long length)
    {
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)) return (true, null);
        var spec = header.AsSpan(Unit.Length).Trim();
        if (spec.Contains(',')) return (true, null);
        var dash = spec.IndexOf('-');
        if (dash < 0) return (true, null);
        var from = spec[..dash].Trim();
        var to = spec[(dash + 1)..].Trim();

        if (from.IsEmpty)
        {
            if (!TryNumber(to, out var suffix)) return (true, null);
            return (false, suffix == 0 || length == 0 ? null : new(Math.Max(0, length - suffix), length - 1));
        }

        if (!TryNumber(from, out var first)) return (true, null);
        if (to.IsEmpty) return (false, first >= length ? null : new(first, length - 1));
        if (!TryNumber(to, out var last)) return (true, null);
        // A range that ends before it begins may be ignored or refused; refusing tells the client of its mistake.
        return (false, first >= length || last < first ? null : new(first, Math.Min(last, length - 1)));
    }

    /// <summary>Reads the <c>Content-Range</c> of a chunk: <c>first-last</c>, and also HTTP's own <c>bytes first-last/total</c>.</summary>
    public static bool TryParseChunk(string header, out ByteRange range)
    {
        range = default;
        var spec = header.AsSpan().Trim();
        if (spec.StartsWith("bytes", StringComparison.OrdinalIgnoreCase)) spec = spec[5..].TrimStart(" =").Trim();
        var slash = spec.IndexOf('/');
        if (slash >= 0) spec = spec[..slash];
        var dash = spec.IndexOf('-');
        if (dash < 0 || !TryNumber(spec[..dash], out var first) || !TryNumber(spec[(dash + 1)..], out var last) || last < first) return false;
        range = new(first, last);
        return true;
    }

    // What does not fit lies beyond any content: the largest number stands for it.
    private static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)) number = long.MaxValue - 1;
        return true;
    }
}
