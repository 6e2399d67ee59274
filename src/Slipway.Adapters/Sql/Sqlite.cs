using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Slipway.Adapters.Sql;

/// <summary>What is particular to SQLite: how a connection is opened and set up, and how the write-ahead log is emptied.</summary>
/// <param name="file">The database file; its folder exists.</param>
internal sealed class Sqlite(string file)
{
    // Small on purpose: the operating system caches the file anyway, and idle memory is counted.
    private const int WriterCacheKiB = 8192;
    private const int ReaderCacheKiB = 2048;

    private const int StatusCacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE
    private const int CheckpointPassive = 0; // SQLITE_CHECKPOINT_PASSIVE

    /// <summary>Begins a transaction that writes.</summary>
    public const string BeginWrite = "begin immediate";

    public string File => file;

    /// <summary>The one connection that writes. What it commits is on the disk when the commit returns.</summary>
    public DbConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            if (Scalar(connection, "pragma journal_mode=wal") is not "wal")
                throw new IOException($"The file system of '{file}' cannot hold a write-ahead log, which the database needs.");

            // Checkpoints are the Checkpointer's, so that a commit never pays for one.
            Run(connection, $"pragma synchronous=full; pragma wal_autocheckpoint=0; pragma journal_size_limit=67108864; pragma cache_size=-{WriterCacheKiB}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads; it never waits for the writer.</summary>
    public DbConnection OpenReader()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, $"pragma query_only=on; pragma cache_size=-{ReaderCacheKiB}");
        return connection;
    }

    /// <summary>A connection that empties the log into the file while others read and write.</summary>
    public DbConnection OpenCheckpointer()
    {
        var connection = Open(SqliteOpenMode.ReadWrite);
        Run(connection, "pragma synchronous=full; pragma cache_size=-64");
        return connection;
    }

    /// <summary>Copies the database, as it was at one moment, to a new file, while others read and write.</summary>
    public void CopyTo(string target)
    {
        using var source = (SqliteConnection)OpenReader();
        using var copy = new SqliteConnection(ConnectionString(target, SqliteOpenMode.ReadWriteCreate));
        copy.Open();
        source.BackupDatabase(copy);
    }

    /// <summary>Reads the whole file and compares tables with their indexes.</summary>
    /// <returns>What is wrong with it, at most a hundred faults; none when it is whole.</returns>
    public IReadOnlyList<string> Check()
    {
        using SqlSession session = new(OpenReader());
        try
        {
            var faults = session.On("pragma integrity_check").All(static row => row.GetString(0));
            return faults is ["ok"] ? [] : faults;
        }
        catch (SqliteException fault)
        {
            // Damage that the check itself stumbles over.
            return [fault.Message];
        }
    }

    /// <summary>Pages that this connection has written since it was opened.</summary>
    public static long PagesWritten(DbConnection connection)
    {
        raw.sqlite3_db_status(Handle(connection), StatusCacheWrite, out var pages, out _, 0);
        return (uint)pages;
    }

    /// <summary>No transaction is open.</summary>
    public static bool IsIdle(DbConnection connection) => raw.sqlite3_get_autocommit(Handle(connection)) != 0;

    /// <summary>Copies as much of the log into the file as can be copied without waiting for anyone.</summary>
    /// <returns>Pages in the log when it began, copied or not.</returns>
    public static int Checkpoint(DbConnection connection)
    {
        var handle = Handle(connection);
        var result = raw.sqlite3_wal_checkpoint_v2(handle, "main", CheckpointPassive, out var logged, out _);
        // Busy: another checkpoint runs, which serves as well.
        if (result is not (raw.SQLITE_OK or raw.SQLITE_BUSY)) SqliteException.ThrowExceptionForRC(result, handle);
        return logged;
    }

    private static sqlite3 Handle(DbConnection connection) =>
        ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("The connection is closed.");

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection(ConnectionString(file, mode));
        try
        {
            connection.Open();
            // Statement journals of savepoints stay in memory; another process (a shell on the file) is waited for.
            Run(connection, "pragma busy_timeout=10000; pragma foreign_keys=on; pragma temp_store=memory; pragma trusted_schema=off");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string ConnectionString(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
