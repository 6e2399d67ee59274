using Slipway.Wire.Audit;

namespace Slipway.Adapters.Audit;

/// <summary>Reads lines backwards, a block of one file at a time.</summary>
internal static class SegmentReader
{
    private const int Block = 256 << 10;

    public static AuditPage ReadBefore(SegmentFolder folder, AuditPlace place, DateTimeOffset? notAfter, int block)
    {
        while (folder.FindBefore(place.Segment, place.Offset, notAfter) is { } found)
        {
            using var file = folder.OpenToRead(found.Segment);
            // Removed meanwhile: then everything older is gone too, or goes now.
            if (file is null) break;
            var start = Math.Max(0, found.End - block);
            var bytes = new byte[found.End - start];
            var length = RandomAccess.Read(file, bytes, start);
            var lines = Split(bytes.AsMemory(0, length), found.Segment.Number, start);
            if (lines.Count == 0 && start > 0)
            {
                // A line that is longer than the block.
                block *= 2;
                continue;
            }

            lines.Reverse();
            return new(lines, lines.Count > 0 ? lines[^1].Place : new(found.Segment.Number, 0));
        }

        return new([], null);
    }

    public static AuditPage ReadBefore(SegmentFolder folder, AuditPlace place, DateTimeOffset? notAfter) => ReadBefore(folder, place, notAfter, Block);

    /// <summary>The whole lines of a block; unless it begins the file, what stands before its first line break belongs to a line that began earlier.</summary>
    private static List<AuditLine> Split(ReadOnlyMemory<byte> bytes, long segment, long start)
    {
        List<AuditLine> lines = [];
        var at = start == 0 ? 0 : bytes.Span.IndexOf((byte)'\n') + 1;
        if (start > 0 && at == 0) return lines;
        while (bytes.Span[at..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (length > 0) lines.Add(new(new(segment, start + at), bytes.Slice(at, length)));
            at += length + 1;
        }

        return lines;
    }
}
