using System.Collections.Concurrent;
using System.Data.Common;

namespace Slipway.Adapters.Sql;

/// <summary>
/// A few connections that read, opened when first needed. A read runs on its caller's thread: it is microseconds of
/// work on pages in memory, less than a change of threads costs.
/// </summary>
internal sealed class ReaderPool(Sqlite engine) : IDisposable
{
    private static readonly int Size = Math.Clamp(2 * Environment.ProcessorCount, 4, 16);

    private readonly SemaphoreSlim free = new(Size), opening = new(1);

    // Last in, first out: the connection that was used last has the warmest cache.
    private readonly ConcurrentStack<SqlSession> idle = new();

    private volatile bool closed;

    public async ValueTask<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken ct)
    {
        await free.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(Database));
            if (!idle.TryPop(out var session)) session = await OpenAsync(ct).ConfigureAwait(false);
            return Read(session, read);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Waits for reads under way, then closes all; later reads are refused.</summary>
    public void Dispose()
    {
        closed = true;
        for (var taken = 0; taken < Size; taken++) free.Wait();
        while (idle.TryPop(out var session)) session.Dispose();
        free.Release(Size);
    }

    // One at a time, and only when none has been given back meanwhile: a connection keeps the whole schema and takes longer
    // to open than a read takes, so that those who come together at the start share the first.
    private async ValueTask<SqlSession> OpenAsync(CancellationToken ct)
    {
        await opening.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return idle.TryPop(out var session) ? session : new(engine.OpenReader());
        }
        finally
        {
            opening.Release();
        }
    }

    private T Read<T>(SqlSession session, Func<SqlSession, T> read)
    {
        try
        {
            session.On("begin").Run();
            var result = read(session);
            session.On("commit").Run();
            idle.Push(session);
            return result;
        }
        catch
        {
            GiveBack(session);
            throw;
        }
    }

    private void GiveBack(SqlSession session)
    {
        try
        {
            if (!Sqlite.IsIdle(session.Connection)) session.On("rollback").Run();
            idle.Push(session);
        }
        catch (DbException)
        {
            session.Dispose();
        }
    }
}
