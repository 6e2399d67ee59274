using System.Buffers;

namespace Slipway.Server.Logging;

/// <summary>
/// Takes log entries on the requests' path and writes them off it, many at a time. Taking one costs a lock and a copy.
/// When the reader of the output is too slow, lines are dropped and counted rather than requests held up.
/// </summary>
internal sealed class LogSink : IDisposable
{
    private const int Capacity = 32 * 1024;

    // Long enough to gather a batch under load, short enough that nobody waits for a line.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    // The thread sleeps at once: it waits for requests, and then for the time to pass.
    private readonly ManualResetEventSlim filled = new(false, spinCount: 0);
    private readonly ManualResetEventSlim stopping = new(false, spinCount: 0);
    private readonly ILineFormat format;
    private readonly Stream output;
    private readonly Thread writer;
    private List<LogEntry> waiting = [];
    private List<LogEntry> writing = [];
    private long dropped;

    public LogSink(LogFormat format, Stream output)
    {
        this.format = format == LogFormat.Json ? new JsonLines() : new PlainLines();
        this.output = output;
        writer = new(WriteUntilStopped) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    /// <summary>Lines lost because the output was too slow.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public void Take(in LogEntry entry)
    {
        bool isFirst;
        lock (gate)
        {
            if (waiting.Count >= Capacity)
            {
                dropped++;
                return;
            }

            isFirst = waiting.Count == 0;
            waiting.Add(entry);
        }

        if (isFirst) filled.Set();
    }

    /// <summary>Writes what is left and stops.</summary>
    public void Dispose()
    {
        stopping.Set();
        filled.Set();
        writer.Join();
        format.Dispose();
        filled.Dispose();
        stopping.Dispose();
    }

    private void WriteUntilStopped()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (!stopping.IsSet)
        {
            filled.Wait();
            stopping.Wait(Gathering);
            filled.Reset();
            WriteWaiting(buffer);
        }

        WriteWaiting(buffer);
    }

    private void WriteWaiting(ArrayBufferWriter<byte> buffer)
    {
        lock (gate) (waiting, writing) = (writing, waiting);
        foreach (ref readonly var entry in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(writing))
        {
            format.Write(buffer, entry);
            if (buffer.WrittenCount > 64 * 1024) Flush(buffer);
        }

        Flush(buffer);
        writing.Clear();
        // A burst must not hold its memory for ever.
        if (writing.Capacity > 1024) writing = [];
    }

    private void Flush(ArrayBufferWriter<byte> buffer)
    {
        try
        {
            output.Write(buffer.WrittenSpan);
            output.Flush();
        }
        catch (IOException)
        {
            // Whoever read the log has gone; the service goes on.
        }

        buffer.ResetWrittenCount();
    }
}
