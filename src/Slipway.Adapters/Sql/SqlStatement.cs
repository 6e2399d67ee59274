using System.Data.Common;
using System.Runtime.InteropServices;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <summary>
/// A prepared statement: bind with <c>With</c>, then end with one of the calls that run it. Parameters are written
/// <c>@name</c>, here as in the text; each must be bound anew for each run.
/// </summary>
internal sealed class SqlStatement : IDisposable
{
    private readonly DbCommand command;
    private readonly List<DbParameter> parameters = [];

    public SqlStatement(DbCommand command, string sql)
    {
        this.command = command;
#pragma warning disable CA2100 // Every text is a constant or a resource of this assembly; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
    }

    public SqlStatement With(string name, long value) => Bind(name, value);

    public SqlStatement With(string name, long? value) => Bind(name, value);

    public SqlStatement With(string name, bool value) => Bind(name, value);

    public SqlStatement With(string name, string? value) => Bind(name, value);

    /// <summary>As milliseconds since 1970.</summary>
    public SqlStatement With(string name, DateTimeOffset value) => Bind(name, value.ToUnixTimeMilliseconds());

    /// <inheritdoc cref="With(string, DateTimeOffset)"/>
    public SqlStatement With(string name, DateTimeOffset? value) => Bind(name, value?.ToUnixTimeMilliseconds());

    public SqlStatement With(string name, ReadOnlyMemory<byte> value) =>
        Bind(name, MemoryMarshal.TryGetArray(value, out var array) && array.Count == array.Array!.Length ? array.Array : value.ToArray());

    /// <returns>Rows changed.</returns>
    public int Run()
    {
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Forget();
        }
    }

    /// <returns>What <paramref name="map"/> makes of the first row; the default when there is none.</returns>
    public T? First<T>(Func<DbDataReader, T> map)
    {
        try
        {
            using var reader = command.ExecuteReader();
            return reader.Read() ? map(reader) : default;
        }
        finally
        {
            Forget();
        }
    }

    /// <returns>The first column of the first row; null when there is no row or the column is null.</returns>
    public long? Number() => First<long?>(static row => row.IsDBNull(0) ? null : row.GetInt64(0));

    /// <inheritdoc cref="Number"/>
    public string? Text() => First(static row => row.IsDBNull(0) ? null : row.GetString(0));

    /// <summary>At least one row comes back.</summary>
    public bool Any() => First(static _ => true);

    public List<T> All<T>(Func<DbDataReader, T> map)
    {
        try
        {
            using var reader = command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read()) rows.Add(map(reader));
            return rows;
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Runs a statement that ends in <c>limit @limit</c>, asking for one row more than the page holds to learn whether any follows.</summary>
    public Page<T> Page<T>(int limit, Func<DbDataReader, T> map) => Page(limit, long.MaxValue, map, static _ => 0);

    /// <summary>The same for rows of very different sizes: the page also ends with the row that spends the rest of a budget.</summary>
    public Page<T> Page<T>(int limit, long budget, Func<DbDataReader, T> map, Func<T, long> cost)
    {
        try
        {
            using var reader = With("@limit", limit + 1L).command.ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
            {
                if (rows.Count == limit || budget <= 0) return new(rows, HasMore: true);
                rows.Add(map(reader));
                budget -= cost(rows[^1]);
            }

            return new(rows, HasMore: false);
        }
        finally
        {
            Forget();
        }
    }

    public void Dispose() => command.Dispose();

    private SqlStatement Bind(string name, object? value)
    {
        foreach (var known in parameters)
        {
            if (!ReferenceEquals(known.ParameterName, name) && known.ParameterName != name) continue;
            known.Value = value ?? DBNull.Value;
            return this;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        parameters.Add(parameter);
        return this;
    }

    // A kept statement must not keep a manifest of megabytes alive.
    private void Forget()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Value is byte[]) parameter.Value = DBNull.Value;
        }
    }
}
