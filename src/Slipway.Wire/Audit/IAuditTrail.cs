using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Wire.Audit;

/// <summary>
/// Where events are kept, each a JSON document on a line of its own, in the order in which they were handed in. Must pass
/// AuditTrailContract.
/// </summary>
public interface IAuditTrail
{
    /// <summary>When it returns the line is durable.</summary>
    /// <param name="line">UTF-8 without a line break.</param>
    /// <exception cref="IOException">It is not.</exception>
    ValueTask AppendAsync(ReadOnlyMemory<byte> line);

    /// <summary>Takes the line and writes it soon; waits only while too many wait already. Lines that cannot be written are counted and reported.</summary>
    /// <param name="line">UTF-8 without a line break.</param>
    ValueTask PostAsync(ReadOnlyMemory<byte> line);

    /// <summary>Some lines before a place, newest first: as many as can be read in one go.</summary>
    /// <param name="notAfter">Lines that were written later may be left out; null for none.</param>
    ValueTask<AuditPage> ReadBeforeAsync(AuditPlace place, DateTimeOffset? notAfter, CancellationToken ct);

    /// <summary>Removes what was written before a moment, in large pieces: some of it may stay.</summary>
    /// <returns>Bytes that were freed.</returns>
    ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken ct);
}

/// <param name="Next">Where to read on; null when there is nothing older.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, AuditPlace? Next);

public readonly record struct AuditLine(AuditPlace Place, ReadOnlyMemory<byte> Json);

/// <summary>Where a line begins. Places stay valid when lines are appended or removed.</summary>
public readonly record struct AuditPlace(long Segment, long Offset)
{
    /// <summary>Behind the newest line.</summary>
    public static AuditPlace End => new(long.MaxValue, long.MaxValue);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}:{Offset}");

    public static bool TryParse([NotNullWhen(true)] string? text, out AuditPlace place)
    {
        place = default;
        var parts = text?.Split(':') ?? [];
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return false;
        place = new(segment, offset);
        return true;
    }
}
