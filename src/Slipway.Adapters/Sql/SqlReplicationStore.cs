using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlReplicationStore(Database database, ChangeSignal signal) : IReplicationStore
{
    private const string Position = "select position from replication_position where name = 'journal'";

    private const string Advance =
        """
        insert into replication_position (name, position) values ('journal', @position)
        on conflict (name) do update set position = excluded.position
        """;

    private const string NextRoute = "select route from replication_task where is_head and route > @after order by route limit 1";

    private const string Due =
        $"select {ReplicationRow.Columns} from replication_task t where t.is_head and t.route = @route and t.due_at <= @now order by t.due_at, t.id limit @limit";

    private const string NextDue = "select due_at from replication_task where is_head and route = @route and due_at > @now order by due_at, id limit 1";

    private const string PutOff =
        "update replication_task set due_at = @until, attempts = attempts + 1, failure_code = @code, failure_reason = @reason where id = @id";

    public async ValueTask QueueAsync(ReplicationBatch batch, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            var known = session.On(Position).Number() ?? 0;
            foreach (var step in batch.Steps.Where(step => step.Change > known))
            {
                if (step.Task is { } task) ReplicationRow.Add(session, task, now);
                else ReplicationOutcomes.Gone(session, step.RepositoryId, step.Digest, now);
            }

            return batch.Position > known ? session.On(Advance).With("@position", batch.Position).Run() : 0;
        },
        ct);

    public async ValueTask AddAsync(IReadOnlyList<NewReplicationTask> tasks, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            var added = tasks.Where(task => task.Action is not ReplicationAction.Settings || !ReplicationRow.IsWaiting(session, task)).ToList();
            foreach (var task in added) ReplicationRow.Add(session, task, now);
            return added.Count;
        },
        ct);

    public ValueTask<IReadOnlyList<ReplicationRoute>> ListRoutesAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<ReplicationRoute>>(
        session =>
        {
            // From one route to the next: there are few, and each may have very many tasks.
            List<ReplicationRoute> routes = [];
            for (var after = ""; session.On(NextRoute).With("@after", after).Text() is { } route; after = route) routes.Add(ReplicationRoute.Parse(route));
            return routes;
        },
        ct);

    public ValueTask<IReadOnlyList<ReplicationTask>> ListDueAsync(ReplicationRoute route, DateTimeOffset now, int limit, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ReplicationTask>>(
            session => session.On(Due).With("@route", route.ToString()).With("@now", now).With("@limit", limit).All(ReplicationRow.Read), ct);

    public ValueTask<DateTimeOffset?> FindNextDueAsync(ReplicationRoute route, DateTimeOffset now, CancellationToken ct) => database.ReadAsync(
        session => session.On(NextDue).With("@route", route.ToString()).With("@now", now).First<DateTimeOffset?>(static row => row.Time(0)), ct);

    public async ValueTask PutOffAsync(
        ReplicationTask task, DateTimeOffset until, ReplicationFailure failure, ReplicationYield yield, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            Take(session, task, yield, now);
            return session.On(PutOff).With("@id", task.Id).With("@until", until).With("@code", failure.Code).With("@reason", failure.Reason).Run();
        },
        ct);

    public async ValueTask FinishAsync(ReplicationTask task, ReplicationEnd end, DateTimeOffset now, CancellationToken ct)
    {
        await database.WriteAsync(
            session =>
            {
                // One whose backfill was stopped meanwhile is no longer there, and has arrived all the same.
                var isThere = ReplicationRow.Remove(session, task);
                if (!isThere && task.What.BackfillId is null) return false;
                Take(session, task, end.Yield, now);
                if (end.State is { } state) ReplicationOutcomes.Remember(session, task.What, state, now);
                if (!isThere) return true;
                if (task.What.BackfillId is { } backfill) SqlReplicationBackfillStore.Ended(session, backfill, end.State?.Status is ReplicationStatus.Failed, now);
                if (end.Change is { } change) SqlChangeJournal.Append(session, change);
                return true;
            },
            ct);
        if (end.Change is not null) signal.Raise();
    }

    public ValueTask<ReplicationCopy?> FindCopyAsync(long repositoryId, Digest digest, ReplicationRoute route, CancellationToken ct) =>
        database.ReadAsync(session => ReplicationOutcomes.FindCopy(session, repositoryId, digest, route), ct);

    public ValueTask<IReadOnlyList<ReplicationState>> ListStatesAsync(long repositoryId, Digest digest, CancellationToken ct) =>
        database.ReadAsync(session => ReplicationOutcomes.List(session, repositoryId, digest), ct);

    public ValueTask<IReadOnlyList<ReplicationState>> ListSettingsStatesAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => ReplicationOutcomes.List(session, repositoryId, null), ct);

    public async ValueTask ForgetSettingsAsync(long repositoryId, ReplicationRoute route, CancellationToken ct) =>
        await database.WriteAsync(session => ReplicationOutcomes.ForgetSettings(session, repositoryId, route), ct);

    private static void Take(SqlSession session, ReplicationTask task, ReplicationYield yield, DateTimeOffset now)
    {
        foreach (var copy in yield.Copies) ReplicationOutcomes.Arrived(session, task.What, copy, now);
        foreach (var next in yield.Tasks) ReplicationRow.Add(session, next, now);
    }
}
