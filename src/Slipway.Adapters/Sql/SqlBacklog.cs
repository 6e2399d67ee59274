namespace Slipway.Adapters.Sql;

/// <summary>The bytes of each account's events on their way and given up, counted in the transaction in which they come and go.</summary>
internal static class SqlBacklog
{
    private const string Find = "select bytes from event_backlog where account = @account";

    private const string Change =
        """
        insert into event_backlog (account, bytes) values (@account, @bytes)
        on conflict (account) do update set bytes = event_backlog.bytes + excluded.bytes
        """;

    private const string Empty = "delete from event_backlog where account = @account and bytes <= 0";

    public static long Read(SqlSession session, string account) => session.On(Find).With("@account", account).Number() ?? 0;

    public static void Count(SqlSession session, string account, long bytes)
    {
        session.On(Change).With("@account", account).With("@bytes", bytes).Run();
        if (bytes < 0) session.On(Empty).With("@account", account).Run();
    }

    /// <param name="deletion">Returns the account and size of each row that goes.</param>
    /// <returns>How many went.</returns>
    public static int Release(SqlSession session, SqlStatement deletion)
    {
        var gone = deletion.All(static row => (Account: row.GetString(0), Size: row.GetInt64(1)));
        foreach (var account in gone.GroupBy(row => row.Account, StringComparer.Ordinal)) Count(session, account.Key, -account.Sum(row => row.Size));
        return gone.Count;
    }
}
