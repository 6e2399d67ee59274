using System.Data.Common;
using Slipway.Events;
using Slipway.Events.Buses;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IEventBusStore"/>
internal sealed class SqlEventBusStore(Database database) : IEventBusStore
{
    private const string Columns = "account, region, name, description, tags, created_at";

    private const string Add =
        """
        insert into event_bus (account, region, name, description, tags, created_at) values (@account, @region, @bus, @description, @tags, @at)
        """;

    private const string Find = $"select {Columns} from event_bus where account = @account and region = @region and name = @bus";

    private const string Count = "select count(*) from event_bus where account = @account and region = @region";

    private const string List =
        $"""
        select {Columns} from event_bus where account = @account and region = @region and name > @after and name >= @prefix and name < @end
        order by name limit @limit
        """;

    private const string ChangeTags = "update event_bus set tags = @tags where account = @account and region = @region and name = @bus";

    private const string HasRules = "select 1 from event_rule where account = @account and region = @region and bus = @bus limit 1";

    private const string Delete = "delete from event_bus where account = @account and region = @region and name = @bus";

    public ValueTask<BusAddition> AddAsync(CustomBus bus, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (session.OnBus(Find, bus.Key).Any()) return BusAddition.NameTaken;
            if (session.On(Count).With("@account", bus.Key.Account).With("@region", bus.Key.Region).Number() >= CustomBus.Most) return BusAddition.QuotaExceeded;
            session.OnBus(Add, bus.Key).With("@description", bus.Description).With("@tags", JsonText.Of(bus.Tags)).With("@at", bus.CreatedAt).Run();
            return BusAddition.Done;
        },
        ct);

    public ValueTask<CustomBus?> FindAsync(BusKey key, CancellationToken ct) => database.ReadAsync(session => session.OnBus(Find, key).First(Read), ct);

    public ValueTask<Page<CustomBus>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List).With("@account", account).With("@region", region).WithPrefix(prefix, after).Page(limit, Read), ct);

    public ValueTask<TagSet?> ChangeTagsAsync(BusKey key, Func<TagSet, TagSet> change, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (session.OnBus(Find, key).First(Read) is not { } found) return null;
            var changed = change(found.Tags);
            session.OnBus(ChangeTags, key).With("@tags", JsonText.Of(changed)).Run();
            return changed;
        },
        ct);

    public ValueTask<BusDeletion> DeleteAsync(BusKey key, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (session.OnBus(HasRules, key).Any()) return BusDeletion.HasRules;
            return session.OnBus(Delete, key).Run() == 1 ? BusDeletion.Done : BusDeletion.NoSuchBus;
        },
        ct);

    private static CustomBus Read(DbDataReader row) =>
        new(new(row.GetString(0), row.GetString(1), row.GetString(2)), row.TextOrNull(3), new(JsonText.Map(row.GetString(4))), row.Time(5));
}
