using System.Data.Common;
using Slipway.Events;
using Slipway.Events.Publishing;
using Slipway.Events.Rules;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IRuleStore"/>
internal sealed class SqlEventRuleStore(Database database, RouteChanges changes) : IRuleStore
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns = "r.account, r.region, r.bus, r.name, r.pattern, r.is_enabled, r.description, r.role_arn, r.tags, r.created_at";

    private const string Find = $"select {Columns} from event_rule r where r.account = @account and r.region = @region and r.bus = @bus and r.name = @name";

    private const string List =
        $"""
        select {Columns} from event_rule r where r.account = @account and r.region = @region and r.bus = @bus
        and r.name > @after and r.name >= @prefix and r.name < @end order by r.name limit @limit
        """;

    private const string Count = "select count(*) from event_rule where account = @account and region = @region and bus = @bus";

    private const string HasBus = "select 1 from event_bus where account = @account and region = @region and name = @bus";

    private const string Add =
        """
        insert into event_rule (account, region, bus, name, pattern, is_enabled, description, role_arn, tags, created_at)
        values (@account, @region, @bus, @name, @pattern, @is_enabled, @description, @role_arn, @tags, @at)
        """;

    private const string Replace =
        """
        update event_rule set pattern = @pattern, is_enabled = @is_enabled, description = @description, role_arn = @role_arn
        where account = @account and region = @region and bus = @bus and name = @name
        """;

    private const string Enable = "update event_rule set is_enabled = @is_enabled where account = @account and region = @region and bus = @bus and name = @name";

    private const string ChangeTags = "update event_rule set tags = @tags where account = @account and region = @region and bus = @bus and name = @name";

    private const string HasTargets = "select 1 from event_target where account = @account and region = @region and bus = @bus and rule = @name limit 1";

    private const string Delete = "delete from event_rule where account = @account and region = @region and bus = @bus and name = @name";

    public ValueTask<RulePutting> PutAsync(Rule rule, CancellationToken ct) => WriteAsync(
        session =>
        {
            if (FindIn(session, rule.Bus, rule.Name) is not null)
            {
                Bind(session, Replace, rule).Run();
                return RulePutting.Done;
            }

            if (!rule.Bus.IsDefault && !session.OnBus(HasBus, rule.Bus).Any()) return RulePutting.NoSuchBus;
            if (session.OnBus(Count, rule.Bus).Number() >= Rule.Most) return RulePutting.QuotaExceeded;
            Bind(session, Add, rule).With("@tags", JsonText.Of(rule.Tags)).With("@at", rule.CreatedAt).Run();
            return RulePutting.Done;
        },
        ct);

    public ValueTask<Rule?> FindAsync(BusKey bus, EntityName name, CancellationToken ct) => database.ReadAsync(session => FindIn(session, bus, name), ct);

    public ValueTask<Page<Rule>> ListAsync(BusKey bus, string prefix, string after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => session.OnBus(List, bus).WithPrefix(prefix, after).Page(limit, Read), ct);

    public ValueTask<bool> EnableAsync(BusKey bus, EntityName name, bool isEnabled, CancellationToken ct) =>
        WriteAsync(session => On(session, Enable, bus, name).With("@is_enabled", isEnabled).Run() == 1, ct);

    public ValueTask<TagSet?> ChangeTagsAsync(BusKey bus, EntityName name, Func<TagSet, TagSet> change, CancellationToken ct) => WriteAsync(
        session =>
        {
            if (FindIn(session, bus, name) is not { } found) return null;
            var changed = change(found.Tags);
            On(session, ChangeTags, bus, name).With("@tags", JsonText.Of(changed)).Run();
            return changed;
        },
        ct);

    public ValueTask<RuleDeletion> DeleteAsync(BusKey bus, EntityName name, CancellationToken ct) => WriteAsync(
        session =>
        {
            if (On(session, HasTargets, bus, name).Any()) return RuleDeletion.HasTargets;
            return On(session, Delete, bus, name).Run() == 1 ? RuleDeletion.Done : RuleDeletion.NoSuchRule;
        },
        ct);

    public static Rule? FindIn(SqlSession session, BusKey bus, EntityName name) => On(session, Find, bus, name).First(Read);

    public static Rule Read(DbDataReader row) => new(
        new(row.GetString(0), row.GetString(1), row.GetString(2)), EntityName.Parse(row.GetString(3)), row.GetString(4), row.GetBoolean(5),
        row.TextOrNull(6), row.TextOrNull(7), new(JsonText.Map(row.GetString(8))), row.Time(9));

    private static SqlStatement On(SqlSession session, string sql, BusKey bus, EntityName name) => session.OnBus(sql, bus).With("@name", name.ToString());

    private static SqlStatement Bind(SqlSession session, string sql, Rule rule) => On(session, sql, rule.Bus, rule.Name)
        .With("@pattern", rule.Pattern)
        .With("@is_enabled", rule.IsEnabled)
        .With("@description", rule.Description)
        .With("@role_arn", rule.RoleArn);

    private async ValueTask<T> WriteAsync<T>(Func<SqlSession, T> write, CancellationToken ct)
    {
        var written = await database.WriteAsync(write, ct);
        changes.Note();
        return written;
    }
}
