using System.Buffers;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Audit;

/// <summary>
/// Appends to the newest file, and begins another each day and whenever it is full. Used by one thread. After a fault the
/// file is given up: what a failed flush has left of it nobody knows.
/// </summary>
internal sealed class SegmentWriter(SegmentFolder folder, long mostBytes, TimeProvider clock) : IDisposable
{
    // A trail is at least so many files, since the oldest goes as a whole.
    private const int LeastSegments = 16;
    private const long LargestSegment = 16 << 20;

    private readonly long segmentSize = Math.Clamp(mostBytes / LeastSegments, 64 << 10, LargestSegment);
    private readonly ArrayBufferWriter<byte> buffer = new();
    private OpenSegment? current = folder.OpenNewest();
    private bool isFlushed = true;

    /// <param name="flush">The lines, and all before them, are to survive a power cut.</param>
    /// <exception cref="IOException">Not all of the lines are stored.</exception>
    public void Write(IEnumerable<ReadOnlyMemory<byte>> lines, bool flush)
    {
        try
        {
            var segment = Current();
            buffer.ResetWrittenCount();
            foreach (var line in lines)
            {
                if (segment.Length + buffer.WrittenCount >= segmentSize)
                {
                    Append(segment, flush);
                    segment = Current();
                }

                buffer.Write(line.Span);
                buffer.Write("\n"u8);
            }

            Append(segment, flush);
        }
        catch
        {
            GiveUp();
            throw;
        }
    }

    public void Dispose()
    {
        if (current is null) return;
        if (!isFlushed) Flush(current);
        current.Dispose();
    }

    private OpenSegment Current()
    {
        var now = clock.GetUtcNow();
        if (current is { } open && open.Length < segmentSize && open.Segment.Begun.UtcDateTime.Date == now.UtcDateTime.Date) return open;
        if (current is not null && !isFlushed) Flush(current);
        current?.Dispose();
        current = null;
        current = folder.Begin(now);
        folder.Trim(mostBytes - segmentSize, DateTimeOffset.MinValue);
        return current;
    }

    private void Append(OpenSegment segment, bool flush)
    {
        isFlushed = false;
        RandomAccess.Write(segment.File, buffer.WrittenSpan, segment.Length);
        if (flush) Flush(segment);
        current = segment with { Length = segment.Length + buffer.WrittenCount };
        folder.Grown(current.Length);
        buffer.ResetWrittenCount();
    }

    private void Flush(OpenSegment segment)
    {
        PosixFiles.FlushData(segment.File);
        isFlushed = true;
    }

    /// <summary>Leaves the file with its whole lines, as far as that is possible; the next line begins another.</summary>
    private void GiveUp()
    {
        if (current is null) return;
        try
        {
            RandomAccess.SetLength(current.File, current.Length);
        }
        catch (IOException)
        {
            // A torn line at its end is not read: readers know how long the file is, and a start cuts it off.
        }

        current.Dispose();
        current = null;
        isFlushed = true;
    }
}
