using Microsoft.Extensions.Logging;
using Slipway.Wire.Audit;

namespace Slipway.Adapters.Audit;

/// <summary>
/// The trail in files of JSON lines. One thread takes everything that waits, writes it in one go, flushes once if anybody
/// waits for that, and only then answers; meanwhile the next lines gather.
/// </summary>
internal sealed partial class FileAuditTrail : IAuditTrail, IDisposable
{
    private const int Waiting = 4096;
    private const int BatchSize = 1024;

    private readonly SegmentFolder folder;
    private readonly SegmentWriter writer;
    private readonly long mostBytes;
    private readonly ILogger<FileAuditTrail> log;
    private readonly Thread thread;
    private readonly ThreadQueue<Entry> queue = new(Waiting);

    /// <param name="mostBytes">Of all files together; the oldest go first.</param>
    public FileAuditTrail(string path, long mostBytes, TimeProvider clock, ILogger<FileAuditTrail> log)
    {
        (this.mostBytes, this.log) = (mostBytes, log);
        folder = new(path);
        writer = new(folder, mostBytes, clock);
        thread = new(Loop) { IsBackground = true, Name = "audit writer" };
        thread.Start();
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> line)
    {
        // The writer's thread has better things to do than to run what waits.
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.AddAsync(new(line, done), CancellationToken.None);
        await done.Task;
    }

    public ValueTask PostAsync(ReadOnlyMemory<byte> line) => queue.AddAsync(new(line, null), CancellationToken.None);

    public ValueTask<AuditPage> ReadBeforeAsync(AuditPlace place, DateTimeOffset? notAfter, CancellationToken ct) =>
        new(Task.Run(() => SegmentReader.ReadBefore(folder, place, notAfter), ct));

    public ValueTask<long> TrimAsync(DateTimeOffset before, CancellationToken ct) => new(Task.Run(() => folder.Trim(mostBytes, before), ct));

    /// <summary>Writes and flushes what waits, then stops.</summary>
    public void Dispose()
    {
        queue.Complete();
        thread.Join();
        queue.Dispose();
        writer.Dispose();
    }

    private void Loop()
    {
        List<Entry> batch = [];
        while (queue.Take(batch, BatchSize))
        {
            Write(batch);
            batch.Clear();
        }
    }

    private void Write(List<Entry> batch)
    {
#pragma warning disable CA1031 // The thread must outlive every fault, and every caller must get an answer.
        try
        {
            writer.Write(batch.Select(entry => entry.Line), flush: batch.Exists(entry => entry.Done is not null));
            foreach (var entry in batch) entry.Done?.SetResult();
        }
        catch (Exception fault)
        {
            NotWritten(log, batch.Count, fault);
            foreach (var entry in batch) entry.Done?.SetException(new IOException("The audit trail could not be written.", fault));
        }
#pragma warning restore CA1031
    }

    /// <param name="Done">null when nobody waits for it.</param>
    private readonly record struct Entry(ReadOnlyMemory<byte> Line, TaskCompletionSource? Done);

    [LoggerMessage(4101, LogLevel.Error, "{Count} events could not be written to the audit trail")]
    private static partial void NotWritten(ILogger log, int count, Exception fault);
}
