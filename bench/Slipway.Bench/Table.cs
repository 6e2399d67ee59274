using Slipway.Bench.Rows;

namespace Slipway.Bench;

/// <summary>Every row, in the order of the result.</summary>
internal static class Table
{
    public static IEnumerable<Row> Rows(TimeSpan window) =>
        [.. StartAndMemory.All(window), .. Reads.All(window), .. Writes.All(window), .. SkopeoCopies.All(), .. CachedPulls.All(), .. Listings.All(window), .. ManyUsers.All(window)];
}
