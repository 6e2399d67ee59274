using System.Data.Common;

namespace Slipway.Adapters.Sql;

/// <summary>
/// One connection inside one transaction, with its statements prepared once and kept. Belongs to whoever runs at the
/// moment: never keep it beyond the delegate that it was handed to.
/// </summary>
internal sealed class SqlSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqlStatement> statements = new(ReferenceOrTextComparer.Instance);

    public DbConnection Connection => connection;

    /// <summary>A statement of a text that the program states as a constant; parameters keep no value from its last use.</summary>
    public SqlStatement On(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement)) statements.Add(sql, statement = new(connection.CreateCommand(), sql));
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    /// <summary>Texts are a few hundred literals: comparing the object and hashing a few characters tells them apart faster than hashing all.</summary>
    private sealed class ReferenceOrTextComparer : IEqualityComparer<string>
    {
        public static readonly ReferenceOrTextComparer Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y) || string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string text) =>
            text.Length < 16 ? string.GetHashCode(text, StringComparison.Ordinal)
            : HashCode.Combine(text.Length, text[^1], text[^5], text[^9], text[text.Length / 2], text[text.Length / 3], text[text.Length / 4]);
    }
}
