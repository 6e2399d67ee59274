using System.Data.Common;
using Slipway.Events.Connections;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IConnectionStore"/>
internal sealed class SqlConnectionStore(Database database) : IConnectionStore
{
    private const string Columns = "account, region, name, id, type, description, sealed, created_at, modified_at";

    private const string Add =
        $"insert into event_connection ({Columns}) values (@account, @region, @name, @id, @type, @description, @sealed, @created_at, @modified_at)";

    private const string Find = $"select {Columns} from event_connection where account = @account and region = @region and name = @name";

    private const string Count = "select count(*) from event_connection where account = @account and region = @region";

    private const string List =
        $"""
        select {Columns} from event_connection where account = @account and region = @region and name > @after and name >= @prefix and name < @end
        order by name limit @limit
        """;

    private const string Change =
        """
        update event_connection set type = @type, description = @description, sealed = @sealed, modified_at = @modified_at
        where account = @account and region = @region and name = @name
        """;

    private const string Delete = "delete from event_connection where account = @account and region = @region and name = @name";

    public ValueTask<ConnectionAddition> AddAsync(Connection connection, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, connection.Account, connection.Region, connection.Name) is not null) return ConnectionAddition.NameTaken;
            if (session.On(Count).With("@account", connection.Account).With("@region", connection.Region).Number() >= Connection.Most) return ConnectionAddition.QuotaExceeded;
            Bind(session, Add, connection).With("@id", connection.Id).With("@created_at", connection.CreatedAt).Run();
            return ConnectionAddition.Done;
        },
        ct);

    public ValueTask<Connection?> FindAsync(string account, string region, string name, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, account, region, name), ct);

    public ValueTask<Page<Connection>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List).With("@account", account).With("@region", region).WithPrefix(prefix, after).Page(limit, Read), ct);

    public ValueTask<Connection?> ChangeAsync(string account, string region, string name, Func<Connection, Connection> change, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, account, region, name) is not { } found) return null;
            var changed = change(found);
            Bind(session, Change, changed).Run();
            return changed;
        },
        ct);

    public ValueTask<Connection?> DeleteAsync(string account, string region, string name, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, account, region, name);
            if (found is not null) session.OnName(Delete, account, region, name).Run();
            return found;
        },
        ct);

    private static Connection? FindIn(SqlSession session, string account, string region, string name) => session.OnName(Find, account, region, name).First(Read);

    private static SqlStatement Bind(SqlSession session, string sql, Connection connection) => session.OnName(sql, connection.Account, connection.Region, connection.Name)
        .With("@type", connection.Type.ToString())
        .With("@description", connection.Description)
        .With("@sealed", connection.Sealed)
        .With("@modified_at", connection.ModifiedAt);

    private static Connection Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<AuthorizationType>(row.GetString(4)), row.TextOrNull(5), row.Bytes(6), row.Time(7), row.Time(8));
}
