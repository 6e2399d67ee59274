using System.Text;

namespace Slipway.Events.Publishing;

/// <summary>What AWS demands of an entry of PutEvents.</summary>
internal static class EventEntry
{
    /// <returns>null for an entry that is an event.</returns>
    public static PutEventsResultEntry? FaultOf(PutEventsRequestEntry entry)
    {
        if (entry.Source is not { Length: > 0 } source) return Missing("Source");
        if (source.StartsWith("aws.", StringComparison.Ordinal)) return new(null, "NotAuthorizedForSourceException", "Not authorized for the source.");
        if (entry.DetailType is not { Length: > 0 }) return Missing("DetailType");
        if (entry.Detail is not { Length: > 0 } detail) return Missing("Detail");
        return JsonTexts.TryReadObject(detail) is null ? new(null, "MalformedDetail", "Detail is malformed.") : null;
    }

    /// <summary>Bytes, as AWS counts them.</summary>
    public static int SizeOf(PutEventsRequestEntry entry) =>
        (entry.Time is null ? 0 : 14) + Bytes(entry.Source) + Bytes(entry.DetailType) + Bytes(entry.Detail) + (entry.Resources ?? []).Sum(Bytes);

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static PutEventsResultEntry Missing(string member) => new(null, "InvalidArgument", $"Parameter {member} is not valid. Reason: {member} is a required argument.");
}
