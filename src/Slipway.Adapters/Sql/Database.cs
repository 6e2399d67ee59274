using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Slipway.Adapters.Sql;

/// <summary>
/// The metadata of one data folder: one writer with group commit, a pool of readers, SQL in the common subset of
/// SQLite and PostgreSQL. The process owns the file alone.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly Sqlite engine;
    private readonly Writer writer;
    private readonly ReaderPool readers;
    private readonly Checkpointer checkpointer;
    private int disposed;

    private Database(Sqlite engine, DbConnection connection, ILogger log)
    {
        this.engine = engine;
        readers = new(engine);
        checkpointer = new(engine, () => writer!.RequestCheckpoint(), log);
        writer = new(engine, connection, checkpointer.Written);
    }

    /// <summary>Opens the database, creates it when absent, and brings it to this program's schema.</summary>
    /// <param name="file">In a folder that exists.</param>
    /// <exception cref="DatabaseTooNewException">It was written by a newer program.</exception>
    public static Database Open(string file, ILogger<Database> log)
    {
        Sqlite engine = new(file);
        var connection = engine.OpenWriter();
        try
        {
            Migrations.Apply(connection);
            return new(engine, connection, log);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs the delegate over one consistent state of the database, on the caller's thread, without waiting for
    /// writers. Keep it short; page long listings. Never read or write from within.
    /// </summary>
    public ValueTask<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken ct) => readers.ReadAsync(read, ct);

    /// <summary>
    /// Runs the delegate alone, in a transaction, on the writer's thread. What comes back is on the disk. An exception
    /// undoes what this delegate changed and comes through. Keep it short: every writer waits for it.
    /// Cancelling takes effect only before it begins.
    /// </summary>
    public ValueTask<T> WriteAsync<T>(Func<SqlSession, T> write, CancellationToken ct) => writer.WriteAsync(write, ct);

    /// <summary>Copies the database as it is at one moment to a new file, while reads and writes go on.</summary>
    public Task CopyToAsync(string target, CancellationToken ct) =>
        Task.Factory.StartNew(() => engine.CopyTo(target), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Reads the whole file, while reads and writes go on.</summary>
    /// <returns>What is wrong with the file itself; none when it is whole.</returns>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct) =>
        Task.Factory.StartNew(engine.Check, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Finishes writes that wait, then closes. The file alone holds everything afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    // The last connection to close copies the log into the file and removes it: the writer's.
    private void Close()
    {
        readers.Dispose();
        checkpointer.Dispose();
        writer.Dispose();
    }
}
