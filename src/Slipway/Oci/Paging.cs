using System.Globalization;

namespace Slipway.Oci;

/// <summary>Pages of lists: <c>n</c>, <c>last</c> and <c>Link</c> (distribution specification, "Listing Tags"; RFC 8288).</summary>
internal static class Paging
{
    private const int DefaultSize = 1_000;

    /// <summary>More than this is cut off, with a <c>Link</c> to the rest.</summary>
    private const int LargestSize = 10_000;

    /// <returns>false when <c>n</c> is not a number, or a negative one.</returns>
    public static bool TryReadSize(OciExchange exchange, out int size)
    {
        size = DefaultSize;
        if (exchange.Query("n") is not { Length: > 0 } text) return true;
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        size = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, LargestSize) : LargestSize;
        return true;
    }

    public static OciError SizeInvalid => OciErrors.PageInvalid("The query parameter 'n' must be a number, zero or more");

    public static OciError LastInvalid => OciErrors.PageInvalid("The query parameter 'last' must be an item of the list");

    /// <summary>Names the next page; path and query hold only characters that a URI may have.</summary>
    public static void Link(OciExchange exchange, string path, string query) =>
        exchange.Response.Headers.Link = $"<{path}?{query}>; rel=\"next\"";
}
