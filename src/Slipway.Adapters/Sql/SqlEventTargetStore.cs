using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Events;
using Slipway.Events.Publishing;
using Slipway.Events.Rules;
using Slipway.Events.Targets;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="ITargetStore"/>
internal sealed partial class SqlEventTargetStore(Database database, RouteChanges changes) : ITargetStore
{
    private const string Find = "select content from event_target where account = @account and region = @region and bus = @bus and rule = @rule and id = @id";

    private const string List =
        """
        select content from event_target where account = @account and region = @region and bus = @bus and rule = @rule and id > @after
        order by id limit @limit
        """;

    private const string Count = "select count(*) from event_target where account = @account and region = @region and bus = @bus and rule = @rule";

    private const string Put =
        """
        insert into event_target (account, region, bus, rule, id, arn, content) values (@account, @region, @bus, @rule, @id, @arn, @content)
        on conflict (account, region, bus, rule, id) do update set arn = excluded.arn, content = excluded.content
        """;

    private const string Move =
        """
        update event_delivery set target_arn = @arn
        where account = @account and region = @region and bus = @bus and rule = @rule and target_id = @id and target_arn <> @arn
        """;

    private const string Remove = "delete from event_target where account = @account and region = @region and bus = @bus and rule = @rule and id = @id";

    private const string Drop = "delete from event_delivery where account = @account and region = @region and bus = @bus and rule = @rule and target_id = @id";

    private const string Weigh =
        "select coalesce(sum(size), 0) from event_delivery where account = @account and region = @region and bus = @bus and rule = @rule and target_id = @id";

    private const string RuleNames =
        """
        select distinct rule from event_target where account = @account and region = @region and bus = @bus and arn = @arn and rule > @after
        order by rule limit @limit
        """;

    private const string Routes =
        $"""
        select {SqlEventRuleStore.Columns}, t.content from event_rule r
        join event_target t on t.account = r.account and t.region = r.region and t.bus = r.bus and t.rule = r.name
        where r.account = @account and r.region = @region and r.bus = @bus and r.is_enabled order by r.name, t.id
        """;

    public async ValueTask<TargetPutting> PutAsync(BusKey bus, EntityName rule, IReadOnlyList<Target> targets, CancellationToken ct)
    {
        var put = await database.WriteAsync(
            session =>
            {
                if (SqlEventRuleStore.FindIn(session, bus, rule) is null) return TargetPutting.NoSuchRule;
                var added = targets.Count(target => !On(session, Find, bus, rule, target.Id).Any());
                if (session.OnBus(Count, bus).With("@rule", rule.ToString()).Number() + added > Target.Most) return TargetPutting.QuotaExceeded;
                foreach (var target in targets)
                {
                    On(session, Put, bus, rule, target.Id).With("@arn", target.Arn).With("@content", JsonSerializer.Serialize(target, TargetJson.Default.Target)).Run();
                    On(session, Move, bus, rule, target.Id).With("@arn", target.Arn).Run();
                }

                return TargetPutting.Done;
            },
            ct);
        changes.Note();
        return put;
    }

    public async ValueTask<IReadOnlyList<string>?> RemoveAsync(BusKey bus, EntityName rule, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var removed = await database.WriteAsync<IReadOnlyList<string>?>(
            session =>
            {
                if (SqlEventRuleStore.FindIn(session, bus, rule) is null) return null;
                foreach (var id in ids)
                {
                    var bytes = On(session, Weigh, bus, rule, id).Number() ?? 0;
                    if (On(session, Drop, bus, rule, id).Run() > 0) SqlBacklog.Count(session, bus.Account, -bytes);
                }

                return [.. ids.Where(id => On(session, Remove, bus, rule, id).Run() == 1)];
            },
            ct);
        changes.Note();
        return removed;
    }

    public ValueTask<Target?> FindAsync(BusKey bus, EntityName rule, string id, CancellationToken ct) =>
        database.ReadAsync(session => On(session, Find, bus, rule, id).First(row => Read(row, 0)), ct);

    public ValueTask<Page<Target>> ListAsync(BusKey bus, EntityName rule, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.OnBus(List, bus).With("@rule", rule.ToString()).With("@after", after).Page(limit, row => Read(row, 0)), ct);

    public ValueTask<Page<string>> ListRuleNamesAsync(BusKey bus, string targetArn, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.OnBus(RuleNames, bus).With("@arn", targetArn).With("@after", after).Page(limit, row => row.GetString(0)), ct);

    public ValueTask<IReadOnlyList<Route>> ReadRoutesAsync(BusKey bus, CancellationToken ct) => database.ReadAsync<IReadOnlyList<Route>>(
        session => [.. session.OnBus(Routes, bus).All(row => (Rule: SqlEventRuleStore.Read(row), Target: Read(row, 10)))
            .GroupBy(pair => pair.Rule.Name)
            .Select(group => new Route(group.First().Rule, [.. group.Select(pair => pair.Target)]))],
        ct);

    private static SqlStatement On(SqlSession session, string sql, BusKey bus, EntityName rule, string id) =>
        session.OnBus(sql, bus).With("@rule", rule.ToString()).With("@id", id);

    private static Target Read(DbDataReader row, int column) => JsonSerializer.Deserialize(row.GetString(column), TargetJson.Default.Target)!;

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Target))]
    private sealed partial class TargetJson : JsonSerializerContext;
}
