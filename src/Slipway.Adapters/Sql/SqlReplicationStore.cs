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

    private const string PutOff = "update replication_task set due_at = @until, attempts = attempts + 1 where id = @id";

    private const string Remember =
        """
        insert into replication_outcome (repository_id, digest, route, failure_code, at) values (@repository, @digest, @route, @code, @at)
        on conflict (repository_id, digest, route) do update set failure_code = excluded.failure_code, at = excluded.at
        """;

    private const string Forget = "delete from replication_outcome where repository_id = @repository and digest = @digest";

    private const string Outcomes = "select route, failure_code from replication_outcome where repository_id = @repository and digest = @digest order by route";

    private const string Pending = "select route from replication_task where repository_id = @repository and digest = @digest and action in ('Push', 'Settings') order by route";

    private const string ForgetRoute = "delete from replication_outcome where repository_id = @repository and digest = @digest and route = @route";

    public async ValueTask QueueAsync(ReplicationBatch batch, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            var known = session.On(Position).Number() ?? 0;
            foreach (var step in batch.Steps.Where(step => step.Change > known))
            {
                if (step.Task is { } task) ReplicationRow.Add(session, task, now);
                else session.On(Forget).With("@repository", step.RepositoryId).With("@digest", step.Digest.ToString()).Run();
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

    public async ValueTask PutOffAsync(long task, DateTimeOffset until, CancellationToken ct) =>
        await database.WriteAsync(session => session.On(PutOff).With("@id", task).With("@until", until).Run(), ct);

    public async ValueTask FinishAsync(ReplicationTask task, ReplicationState? state, RegistryChange? change, DateTimeOffset now, CancellationToken ct)
    {
        await database.WriteAsync(
            session =>
            {
                if (!ReplicationRow.Remove(session, task)) return false;
                if (state is not null)
                {
                    Of(session.On(Remember), task.What.RepositoryId, task.What.Image)
                        .With("@route", state.Route.ToString())
                        .With("@code", state.FailureCode)
                        .With("@at", now)
                        .Run();
                }

                if (task.What.BackfillId is { } backfill) SqlReplicationBackfillStore.Ended(session, backfill, state?.Status is ReplicationStatus.Failed, now);
                if (change is not null) SqlChangeJournal.Append(session, change);
                return true;
            },
            ct);
        if (change is not null) signal.Raise();
    }

    public ValueTask<IReadOnlyList<ReplicationState>> ListStatesAsync(long repositoryId, Digest digest, CancellationToken ct) => StatesAsync(repositoryId, digest, ct);

    public ValueTask<IReadOnlyList<ReplicationState>> ListSettingsStatesAsync(long repositoryId, CancellationToken ct) => StatesAsync(repositoryId, null, ct);

    public async ValueTask ForgetSettingsAsync(long repositoryId, ReplicationRoute route, CancellationToken ct) =>
        await database.WriteAsync(session => Of(session.On(ForgetRoute), repositoryId, null).With("@route", route.ToString()).Run(), ct);

    private ValueTask<IReadOnlyList<ReplicationState>> StatesAsync(long repositoryId, Digest? image, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ReplicationState>>(
            session =>
            {
                SortedDictionary<string, ReplicationState> states = new(StringComparer.Ordinal);
                foreach (var (route, code) in Of(session.On(Outcomes), repositoryId, image).All(static row => (row.GetString(0), row.TextOrNull(1))))
                    states[route] = new(ReplicationRoute.Parse(route), code is null ? ReplicationStatus.Complete : ReplicationStatus.Failed, code);
                foreach (var route in Of(session.On(Pending), repositoryId, image).All(static row => row.GetString(0)))
                    states[route] = new(ReplicationRoute.Parse(route), ReplicationStatus.InProgress, null);
                return [.. states.Values];
            },
            ct);

    // Settings are kept as those of an image without a digest.
    private static SqlStatement Of(SqlStatement statement, long repositoryId, Digest? image) =>
        statement.With("@repository", repositoryId).With("@digest", image?.ToString() ?? "");
}
