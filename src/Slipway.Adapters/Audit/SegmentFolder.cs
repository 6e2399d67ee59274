using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Files;

namespace Slipway.Adapters.Audit;

/// <summary>The files of the trail. Only the newest is written to; the others never change, and go from the oldest on.</summary>
internal sealed class SegmentFolder
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly List<(Segment Segment, long Length)> segments;

    public SegmentFolder(string path)
    {
        this.path = path;
        PosixFiles.CreateDurableFolder(path);
        segments = [.. new DirectoryInfo(path).EnumerateFiles()
            .Select(file => (Segment.TryParse(file.Name, out var segment) ? segment : null, file.Length))
            .Where(found => found.Item1 is not null)
            .OrderBy(found => found.Item1!.Number)
            .Select(found => (found.Item1!, found.Length))];
    }

    /// <summary>The file that is written to, cut back to its last whole line: what follows was torn off by a crash.</summary>
    public OpenSegment? OpenNewest()
    {
        lock (gate)
        {
            if (segments.Count == 0) return null;
            var (newest, length) = segments[^1];
            var file = Open(newest, FileMode.Open);
            var whole = WholeLines(file, length);
            if (whole != length)
            {
                RandomAccess.SetLength(file, whole);
                PosixFiles.FlushData(file);
            }

            segments[^1] = (newest, whole);
            return new(newest, file, whole);
        }
    }

    /// <summary>Begins a file; its name is durable when this returns.</summary>
    public OpenSegment Begin(DateTimeOffset now)
    {
        lock (gate)
        {
            Segment segment = new(segments.Count == 0 ? 1 : segments[^1].Segment.Number + 1, now);
            var file = Open(segment, FileMode.CreateNew);
            PosixFiles.FlushFolder(path);
            segments.Add((segment, 0));
            return new(segment, file, 0);
        }
    }

    /// <summary>Readers may see so much of the newest file.</summary>
    public void Grown(long length)
    {
        lock (gate) segments[^1] = (segments[^1].Segment, length);
    }

    /// <summary>The newest file that has anything before a place and was begun no later than a moment, and where its part before the place ends.</summary>
    public (Segment Segment, long End)? FindBefore(long number, long offset, DateTimeOffset? notAfter)
    {
        lock (gate)
        {
            for (var i = segments.Count - 1; i >= 0; i--)
            {
                var (segment, length) = segments[i];
                if (segment.Number > number || segment.Begun > notAfter) continue;
                var end = segment.Number == number ? Math.Min(offset, length) : length;
                if (end > 0) return (segment, end);
            }

            return null;
        }
    }

    /// <returns>null when it is gone.</returns>
    public SafeFileHandle? OpenToRead(Segment segment)
    {
        try
        {
            return File.OpenHandle(Path.Combine(path, segment.FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes the oldest while all have more bytes than they may, and those whose last line was written before a moment; never the newest.</summary>
    /// <returns>Bytes that were freed.</returns>
    public long Trim(long mostBytes, DateTimeOffset before)
    {
        lock (gate)
        {
            var (total, freed) = (segments.Sum(each => each.Length), 0L);
            // The last line of a file is older than the next file.
            while (segments.Count > 1 && (total - freed > mostBytes || segments[1].Segment.Begun < before))
            {
                File.Delete(Path.Combine(path, segments[0].Segment.FileName));
                freed += segments[0].Length;
                segments.RemoveAt(0);
            }

            return freed;
        }
    }

    private SafeFileHandle Open(Segment segment, FileMode mode) => PosixFiles.OpenPrivate(Path.Combine(path, segment.FileName), mode, FileAccess.ReadWrite);

    private static long WholeLines(SafeFileHandle file, long length)
    {
        var buffer = new byte[64 << 10];
        while (length > 0)
        {
            var start = Math.Max(0, length - buffer.Length);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)(length - start)), start);
            var newline = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (newline >= 0) return start + newline + 1;
            length = start;
        }

        return 0;
    }
}

/// <summary>The file that is written to.</summary>
/// <param name="Length">Of its whole lines.</param>
internal sealed record OpenSegment(Segment Segment, SafeFileHandle File, long Length) : IDisposable
{
    public void Dispose() => File.Dispose();
}
