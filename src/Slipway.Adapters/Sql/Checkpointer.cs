using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Slipway.Adapters.Sql;

/// <summary>
/// Empties the write-ahead log into the database file on a thread of its own: nobody reads or commits slower for it.
/// A log that still grows, because the writer never pauses, is finished off by the writer between two batches.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    private const long PagesBetween = 1024; // 4 MiB
    private const int PagesTooMany = 4096; // 16 MiB

    private readonly ILogger log;
    private readonly Sqlite engine;
    private readonly Action finish;
    private readonly Thread thread;
    private readonly SemaphoreSlim due = new(0);

    // Opened when there is something to do: a connection reads the whole schema and keeps it.
    private DbConnection? connection;
    private long lastWritten;
    private volatile bool stopping;

    /// <param name="finish">Asks the writer to complete a checkpoint between two batches.</param>
    public Checkpointer(Sqlite engine, Action finish, ILogger log)
    {
        this.engine = engine;
        this.finish = finish;
        this.log = log;
        thread = new(Loop) { IsBackground = true, Name = "database checkpointer" };
        thread.Start();
    }

    /// <summary>Told by the writer's thread alone.</summary>
    public void Written(long pages)
    {
        if (pages - lastWritten < PagesBetween) return;
        lastWritten = pages;
        due.Release();
    }

    public void Dispose()
    {
        stopping = true;
        due.Release();
        thread.Join();
        connection?.Dispose();
        due.Dispose();
    }

    private void Loop()
    {
        while (true)
        {
            due.Wait();
            while (due.Wait(0))
            {
                // Requests that gathered are one.
            }

            if (stopping) return;
            try
            {
                // Pages committed while this ran are not counted: the log can begin anew only when none are.
                if (Sqlite.Checkpoint(connection ??= engine.OpenCheckpointer()) > PagesTooMany) finish();
            }
            catch (DbException fault)
            {
                Failed(log, fault);
            }
        }
    }

    [LoggerMessage(4001, LogLevel.Error, "The write-ahead log could not be copied into the database; it stays valid and grows until this succeeds")]
    private static partial void Failed(ILogger log, Exception fault);
}
