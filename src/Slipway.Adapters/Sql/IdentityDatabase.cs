using Slipway.Identity;

namespace Slipway.Adapters.Sql;

/// <summary>
/// The database as the stores of identities see it: every write of theirs drops what was concluded from identities, before
/// it is acknowledged. They get no other way to write, so none can forget it.
/// </summary>
internal sealed class IdentityDatabase(Database database, IdentityChanges changes)
{
    /// <inheritdoc cref="Database.ReadAsync"/>
    public ValueTask<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken ct) => database.ReadAsync(read, ct);

    /// <inheritdoc cref="Database.WriteAsync"/>
    public async ValueTask<T> WriteAsync<T>(Func<SqlSession, T> write, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(write, ct);
        }
        finally
        {
            // Also when it failed: whether a broken commit is there after all, nobody knows.
            changes.Bump();
        }
    }

    /// <summary>A write that some decisions depend on, and others of its kind do not.</summary>
    /// <param name="matters">Whether the one with this outcome is of the first kind.</param>
    public async ValueTask<T> WriteAsync<T>(Func<SqlSession, T> write, Func<T, bool> matters, CancellationToken ct)
    {
        var isDone = false;
        try
        {
            var outcome = await database.WriteAsync(write, ct);
            isDone = !matters(outcome);
            return outcome;
        }
        finally
        {
            if (!isDone) changes.Bump();
        }
    }

    /// <summary>A write that no decision depends on, such as when a key was last used.</summary>
    public ValueTask<T> NoteAsync<T>(Func<SqlSession, T> write, CancellationToken ct) => database.WriteAsync(write, ct);
}
