using System.Data.Common;
using System.Text;
using Slipway.Events;
using Slipway.Events.Delivery;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IDeliveryStore"/>
internal sealed class SqlDeliveryStore(Database database) : IDeliveryStore
{
    // What a row takes besides its event.
    private const int RowBytes = 512;

    private const string Shared = "account, region, bus, rule, target_id, target_arn, event_id, event, attempts, published_at";

    private const string See = "insert into event_seen (event_id, bus_arn, at) values (@event_id, @bus_arn, @at) on conflict do nothing";

    private const string Add =
        $"""
        insert into event_delivery ({Shared}, due_at, size)
        values (@account, @region, @bus, @rule, @target_id, @target_arn, @event_id, @event, @attempts, @published_at, @due_at, @size)
        """;

    private const string NextTarget = "select target_arn from event_delivery where target_arn > @after order by target_arn limit 1";

    private const string List = $"select id, {Shared}, due_at from event_delivery where target_arn = @target_arn order by due_at limit @limit";

    private const string Remove = "delete from event_delivery where id = @id";

    private const string Release = "delete from event_delivery where id = @id returning account, size";

    private const string Retry = "update event_delivery set attempts = @attempts, due_at = @due_at where id = @id";

    private const string Bury =
        $"""
        insert into event_dead_letter ({Shared}, reason, given_up_at, size)
        select account, region, bus, rule, target_id, target_arn, event_id, event, @attempts, published_at, @reason, @at, size from event_delivery where id = @id
        """;

    private const string ListDead =
        $"""
        select id, {Shared}, given_up_at, reason from event_dead_letter where account = @account and region = @region and id < @before
        order by id desc limit @limit
        """;

    private const string FindDead = $"select id, {Shared}, given_up_at, reason from event_dead_letter where account = @account and region = @region and id = @id";

    private const string RemoveDead = "delete from event_dead_letter where id = @id";

    private const string Forget =
        "delete from event_seen where (event_id, bus_arn) in (select event_id, bus_arn from event_seen where at < @before order by at limit @limit)";

    private const string ForgetDead = "delete from event_dead_letter where id in (select id from event_dead_letter where given_up_at < @before order by given_up_at limit @limit) returning account, size";

    public ValueTask<IReadOnlyList<string>> AddAsync(IReadOnlyList<PendingDelivery> deliveries, long mostBytes, CancellationToken ct) => database.WriteAsync<IReadOnlyList<string>>(
        session =>
        {
            List<string> refused = [];
            foreach (var group in deliveries.GroupBy(delivery => (delivery.EventId, delivery.Bus)))
            {
                var account = group.Key.Bus.Account;
                var size = group.Sum(SizeOf);
                if (SqlBacklog.Read(session, account) + size > mostBytes)
                {
                    refused.Add(group.Key.EventId);
                    continue;
                }

                var isNew = session.On(See).With("@event_id", group.Key.EventId).With("@bus_arn", group.Key.Bus.Arn).With("@at", group.First().PublishedAt).Run() == 1;
                if (!isNew) continue;
                foreach (var delivery in group) AddIn(session, delivery);
                SqlBacklog.Count(session, account, size);
            }

            return refused;
        },
        ct);

    public ValueTask<IReadOnlyList<string>> ListTargetsAsync(string after, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<string>>(
        session =>
        {
            // From one to the next by the index: a target with a million deliveries costs as much as one with a single one.
            List<string> found = [];
            while (found.Count < limit && session.On(NextTarget).With("@after", after).Text() is { } next)
            {
                found.Add(next);
                after = next;
            }

            return found;
        },
        ct);

    public ValueTask<IReadOnlyList<PendingDelivery>> ListAsync(string targetArn, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<PendingDelivery>>(
        session => session.On(List).With("@target_arn", targetArn).With("@limit", limit).All(Read), ct);

    public async ValueTask RemoveAsync(long id, CancellationToken ct) => await database.WriteAsync(
        session => SqlBacklog.Release(session, session.On(Release).With("@id", id)), ct);

    public async ValueTask RetryAsync(long id, int attempts, DateTimeOffset dueAt, CancellationToken ct) =>
        await database.WriteAsync(session => session.On(Retry).With("@id", id).With("@attempts", attempts).With("@due_at", dueAt).Run(), ct);

    public async ValueTask GiveUpAsync(long id, int attempts, string reason, DateTimeOffset at, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            session.On(Bury).With("@id", id).With("@attempts", attempts).With("@reason", reason).With("@at", at).Run();
            return session.On(Remove).With("@id", id).Run();
        },
        ct);

    public ValueTask<Page<DeadLetter>> ListDeadAsync(string account, string region, long? before, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(ListDead).With("@account", account).With("@region", region).With("@before", before ?? long.MaxValue).Page(limit, ReadDead), ct);

    public ValueTask<IReadOnlyList<PendingDelivery>> RedriveAsync(string account, string region, IReadOnlyList<long> ids, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync<IReadOnlyList<PendingDelivery>>(
            session =>
            {
                List<PendingDelivery> back = [];
                foreach (var id in ids)
                {
                    if (session.On(FindDead).With("@account", account).With("@region", region).With("@id", id).First(ReadDead) is not { } letter) continue;
                    session.On(RemoveDead).With("@id", id).Run();
                    back.Add(letter.Delivery with { Id = 0, Attempts = 0, PublishedAt = at, DueAt = at });
                    AddIn(session, back[^1]);
                }

                return back;
            },
            ct);

    public ValueTask<int> PruneAsync(DateTimeOffset seenBefore, DateTimeOffset deadBefore, int limit, CancellationToken ct) => database.WriteAsync(
        session => Math.Max(
            session.On(Forget).With("@before", seenBefore).With("@limit", limit).Run(),
            SqlBacklog.Release(session, session.On(ForgetDead).With("@before", deadBefore).With("@limit", limit))),
        ct);

    private static void AddIn(SqlSession session, PendingDelivery delivery) => session.OnBus(Add, delivery.Bus)
        .With("@rule", delivery.Rule.ToString())
        .With("@target_id", delivery.TargetId)
        .With("@target_arn", delivery.TargetArn)
        .With("@event_id", delivery.EventId)
        .With("@event", delivery.Event)
        .With("@attempts", delivery.Attempts)
        .With("@published_at", delivery.PublishedAt)
        .With("@due_at", delivery.DueAt)
        .With("@size", SizeOf(delivery))
        .Run();

    private static long SizeOf(PendingDelivery delivery) => Encoding.UTF8.GetByteCount(delivery.Event) + RowBytes;

    private static PendingDelivery Read(DbDataReader row) => new(
        row.GetInt64(0), new(row.GetString(1), row.GetString(2), row.GetString(3)), EntityName.Parse(row.GetString(4)), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetString(8), (int)row.GetInt64(9), row.Time(10), row.Time(11));

    // The eleventh column is when it was given up, where a delivery has when it is due.
    private static DeadLetter ReadDead(DbDataReader row) => new(row.GetInt64(0), Read(row), row.GetString(12), row.Time(11));
}
