using System.Data.Common;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlReplicationBackfillStore(Database database) : IReplicationBackfillStore
{
    private const string Columns = "b.id, b.public_id, b.route, b.repository, b.image, b.is_searching, b.queued, b.completed, b.failed, b.started_at, b.ended_at, b.is_stopped";

    private const string Find = $"select {Columns} from replication_backfill b where b.public_id = @id";

    private const string Searching = $"select {Columns} from replication_backfill b where b.is_searching order by b.id limit 1";

    private const string Add =
        """
        insert into replication_backfill (public_id, route, repository, image, is_searching, queued, completed, failed, started_at)
        values (@id, @route, '', '', true, 0, 0, 0, @at) on conflict do nothing
        """;

    private const string Advance =
        "update replication_backfill set repository = @repository, image = @image, is_searching = @searching, queued = queued + @queued where id = @id";

    private const string Count = "update replication_backfill set completed = completed + @completed, failed = failed + @failed where id = @id";

    private const string End = "update replication_backfill set ended_at = @at where id = @id and ended_at is null and not is_searching and queued = completed + failed";

    private const string IsSearching = "select id from replication_backfill where id = @id and is_searching";

    private const string Stop = "update replication_backfill set ended_at = @at, is_stopped = true, is_searching = false where id = @id and ended_at is null";

    private const string Tasks = $"select {ReplicationRow.Columns} from replication_task t where t.backfill_id = @id order by t.id";

    public async ValueTask<bool> TryAddAsync(ReplicationBackfill backfill, CancellationToken ct) => await database.WriteAsync(
        session => session.On(Add).With("@id", backfill.PublicId).With("@route", backfill.Route.ToString()).With("@at", backfill.StartedAt).Run(), ct) > 0;

    public ValueTask<ReplicationBackfill?> FindAsync(string publicId, CancellationToken ct) =>
        database.ReadAsync(session => session.On(Find).With("@id", publicId).First(Read), ct);

    public ValueTask<ReplicationBackfill?> FindSearchingAsync(CancellationToken ct) => database.ReadAsync(session => session.On(Searching).First(Read), ct);

    public async ValueTask AdvanceAsync(long id, IReadOnlyList<NewReplicationTask> found, BackfillPosition? next, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            if (!session.On(IsSearching).With("@id", id).Any()) return 0;
            foreach (var task in found) ReplicationRow.Add(session, task, now);
            session.On(Advance)
                .With("@id", id)
                .With("@repository", next?.Repository ?? "")
                .With("@image", next?.Image ?? "")
                .With("@searching", next is not null)
                .With("@queued", found.Count(task => task.BackfillId == id))
                .Run();
            return EndIn(session, id, now);
        },
        ct);

    public async ValueTask StopAsync(long id, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        session =>
        {
            if (session.On(Stop).With("@id", id).With("@at", now).Run() == 0) return 0;
            var tasks = session.On(Tasks).With("@id", id).All(ReplicationRow.Read);
            foreach (var task in tasks) ReplicationRow.Remove(session, task);
            return tasks.Count;
        },
        ct);

    /// <summary>Counts a task of a backfill that has ended, in the transaction in which it does.</summary>
    public static void Ended(SqlSession session, long id, bool hasFailed, DateTimeOffset now)
    {
        session.On(Count).With("@id", id).With("@completed", hasFailed ? 0L : 1L).With("@failed", hasFailed ? 1L : 0L).Run();
        EndIn(session, id, now);
    }

    private static int EndIn(SqlSession session, long id, DateTimeOffset now) => session.On(End).With("@id", id).With("@at", now).Run();

    private static ReplicationBackfill Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        ReplicationRoute.Parse(row.GetString(2)),
        row.GetBoolean(5) ? new(row.GetString(3), row.GetString(4)) : null,
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.Time(9),
        row.TimeOrNull(10)) { IsStopped = row.GetBoolean(11) };
}
