using System.Data.Common;
using Slipway.Events.Destinations;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IApiDestinationStore"/>
internal sealed class SqlApiDestinationStore(Database database) : IApiDestinationStore
{
    private const string Columns = "account, region, name, id, description, connection_arn, endpoint, method, rate_limit, created_at, modified_at";

    private const string Add =
        $"""
        insert into event_destination ({Columns})
        values (@account, @region, @name, @id, @description, @connection_arn, @endpoint, @method, @rate_limit, @created_at, @modified_at)
        """;

    private const string Find = $"select {Columns} from event_destination where account = @account and region = @region and name = @name";

    private const string Count = "select count(*) from event_destination where account = @account and region = @region";

    private const string List =
        $"""
        select {Columns} from event_destination where account = @account and region = @region and name > @after and name >= @prefix and name < @end
        order by name limit @limit
        """;

    private const string ListByConnection =
        $"""
        select {Columns} from event_destination where connection_arn = @connection_arn and name > @after and name >= @prefix and name < @end
        order by name limit @limit
        """;

    private const string Change =
        """
        update event_destination set description = @description, connection_arn = @connection_arn, endpoint = @endpoint, method = @method,
        rate_limit = @rate_limit, modified_at = @modified_at where account = @account and region = @region and name = @name
        """;

    private const string Delete = "delete from event_destination where account = @account and region = @region and name = @name";

    public ValueTask<DestinationAddition> AddAsync(ApiDestination destination, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (FindIn(session, destination.Account, destination.Region, destination.Name) is not null) return DestinationAddition.NameTaken;
            if (session.On(Count).With("@account", destination.Account).With("@region", destination.Region).Number() >= ApiDestination.Most) return DestinationAddition.QuotaExceeded;
            Bind(session, Add, destination).With("@id", destination.Id).With("@created_at", destination.CreatedAt).Run();
            return DestinationAddition.Done;
        },
        ct);

    public ValueTask<ApiDestination?> FindAsync(string account, string region, string name, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, account, region, name), ct);

    public ValueTask<Page<ApiDestination>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List).With("@account", account).With("@region", region).WithPrefix(prefix, after).Page(limit, Read), ct);

    public ValueTask<Page<ApiDestination>> ListByConnectionAsync(string connectionArn, string prefix, string after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(ListByConnection).With("@connection_arn", connectionArn).WithPrefix(prefix, after).Page(limit, Read), ct);

    public ValueTask<ApiDestination?> ChangeAsync(string account, string region, string name, Func<ApiDestination, ApiDestination> change, CancellationToken ct) =>
        database.WriteAsync(
            session =>
            {
                if (FindIn(session, account, region, name) is not { } found) return null;
                var changed = change(found);
                Bind(session, Change, changed).Run();
                return changed;
            },
            ct);

    public ValueTask<bool> DeleteAsync(string account, string region, string name, CancellationToken ct) =>
        database.WriteAsync(session => session.OnName(Delete, account, region, name).Run() == 1, ct);

    private static ApiDestination? FindIn(SqlSession session, string account, string region, string name) => session.OnName(Find, account, region, name).First(Read);

    private static SqlStatement Bind(SqlSession session, string sql, ApiDestination destination) =>
        session.OnName(sql, destination.Account, destination.Region, destination.Name)
            .With("@description", destination.Description)
            .With("@connection_arn", destination.ConnectionArn)
            .With("@endpoint", destination.Endpoint)
            .With("@method", destination.Method.ToString())
            .With("@rate_limit", destination.RateLimit)
            .With("@modified_at", destination.ModifiedAt);

    private static ApiDestination Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.GetString(5), row.GetString(6),
        Enum.Parse<ApiDestinationHttpMethod>(row.GetString(7)), (int)row.GetInt64(8), row.Time(9), row.Time(10));
}
