using System.Data.Common;

namespace Slipway.Adapters.Sql;

/// <summary>
/// The one thread that writes. It takes everything that waits, runs it in one transaction, commits once (one flush of
/// the disk for all of them) and only then answers. While it flushes, the next batch gathers.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int Waiting = 1024;
    private const int BatchSize = 256;

    private readonly Sqlite engine;
    private readonly Action<long> written;
    private readonly Thread thread;

    private readonly ThreadQueue<WriteUnit> queue = new(Waiting);

    // null after a fault that the connection did not survive.
    private SqlSession? session;
    private volatile bool checkpointDue;

    /// <param name="written">Told after each batch how many pages the writer has written in all.</param>
    public Writer(Sqlite engine, DbConnection connection, Action<long> written)
    {
        this.engine = engine;
        this.written = written;
        session = new(connection);
        thread = new(Loop) { IsBackground = true, Name = "database writer" };
        thread.Start();
    }

    /// <summary>Runs the work in a transaction; what comes back is durable.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken ct)
    {
        var unit = new WriteUnit<T>(work, ct);
        await queue.AddAsync(unit, ct).ConfigureAwait(false);
        return await unit.Answer.ConfigureAwait(false);
    }

    /// <summary>Asks for a checkpoint between two batches, where no frame is added meanwhile, so that the log can begin anew.</summary>
    public void RequestCheckpoint() => checkpointDue = true;

    /// <summary>Finishes what waits, then stops.</summary>
    public void Dispose()
    {
        queue.Complete();
        thread.Join();
        queue.Dispose();
        session?.Dispose();
    }

    private void Loop()
    {
        List<WriteUnit> batch = [];
        while (queue.Take(batch, BatchSize))
        {
            batch.RemoveAll(static unit => unit.TryCancel());
            if (batch.Count > 0) RunBatch(batch);
            batch.Clear();
        }
    }

    private void RunBatch(List<WriteUnit> batch)
    {
#pragma warning disable CA1031 // The thread must outlive every fault, and every caller must get an answer.
        try
        {
            session ??= new(engine.OpenWriter());
            session.On(Sqlite.BeginWrite).Run();
            if (batch.Count == 1) RunAlone(session, batch[0]);
            else RunTogether(session, batch);
        }
        catch (Exception fault)
        {
            Recover();
            foreach (var unit in batch) unit.Fail(fault);
            return;
        }

        foreach (var unit in batch) unit.Complete();
        try
        {
            if (checkpointDue)
            {
                checkpointDue = false;
                Sqlite.Checkpoint(session.Connection);
            }

            written(Sqlite.PagesWritten(session.Connection));
        }
        catch (Exception)
        {
            // The checkpointer meets the same fault, and reports it.
        }
#pragma warning restore CA1031
    }

    private static void RunAlone(SqlSession session, WriteUnit unit)
    {
        if (unit.TryRun(session)) session.On("commit").Run();
        else if (!Sqlite.IsIdle(session.Connection)) session.On("rollback").Run();
    }

    private static void RunTogether(SqlSession session, List<WriteUnit> batch)
    {
        foreach (var unit in batch)
        {
            session.On("savepoint unit").Run();
            if (!unit.TryRun(session))
            {
                // A full disk or a failing one ends the whole transaction, and with it everyone's work.
                if (Sqlite.IsIdle(session.Connection)) throw new IOException("The database could not go on with the transaction.", unit.Fault);
                session.On("rollback to savepoint unit").Run();
            }

            session.On("release savepoint unit").Run();
        }

        session.On("commit").Run();
    }

    /// <summary>Undoes a transaction in an unknown state; a connection that cannot even do that is given up.</summary>
    private void Recover()
    {
        if (session is null) return;
        try
        {
            if (!Sqlite.IsIdle(session.Connection)) session.On("rollback").Run();
        }
        catch (DbException)
        {
            session.Dispose();
            session = null;
        }
    }
}
