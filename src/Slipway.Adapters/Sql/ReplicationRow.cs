using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

/// <summary>A task of the queue: how it comes in, is read, and goes, so that the oldest of its lane is always the one that is marked.</summary>
internal static class ReplicationRow
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns = "t.id, t.route, t.repository_id, t.repository, t.digest, t.subject, t.action, t.backfill_id, t.attempts, t.queued_at";

    private const string Oldest = "select id from replication_task where route = @route and repository = @repository and subject = @subject order by id limit 1";

    // The oldest may be under way already; one behind it is not.
    private const string Waiting = "select id from replication_task where route = @route and repository = @repository and subject = @subject order by id limit 1 offset 1";

    private const string Insert =
        """
        insert into replication_task (route, repository, subject, repository_id, digest, action, backfill_id, attempts, queued_at, due_at, is_head)
        values (@route, @repository, @subject, @repository_id, @digest, @action, @backfill, 0, @now, @now, @head)
        """;

    private const string Delete = "delete from replication_task where id = @id";

    private const string Promote = "update replication_task set is_head = true where id = @id";

    public static void Add(SqlSession session, NewReplicationTask task, DateTimeOffset now) => Lane(session.On(Insert), task)
        .With("@repository_id", task.RepositoryId)
        .With("@digest", task.Image?.ToString() ?? "")
        .With("@action", task.Action.ToString())
        .With("@backfill", task.BackfillId)
        .With("@now", now)
        .With("@head", !Lane(session.On(Oldest), task).Any())
        .Run();

    /// <summary>Another of its lane is queued, and has not begun.</summary>
    public static bool IsWaiting(SqlSession session, NewReplicationTask task) => Lane(session.On(Waiting), task).Any();

    /// <returns>false when it was gone already.</returns>
    public static bool Remove(SqlSession session, ReplicationTask task)
    {
        if (session.On(Delete).With("@id", task.Id).Run() == 0) return false;
        if (Lane(session.On(Oldest), task.What).Number() is { } next) session.On(Promote).With("@id", next).Run();
        return true;
    }

    public static ReplicationTask Read(DbDataReader row) => new(
        row.GetInt64(0),
        new(
            ReplicationRoute.Parse(row.GetString(1)),
            row.GetInt64(2),
            RepositoryRow.Name(row.GetString(3)),
            row.GetString(4) is { Length: > 0 } digest ? Digest.Parse(digest) : null,
            // A digest has a colon, as have settings; a tag has none.
            row.GetString(5) is var subject && subject.Contains(':', StringComparison.Ordinal) ? null : ImageTag.Parse(subject),
            Enum.Parse<ReplicationAction>(row.GetString(6)),
            row.IsDBNull(7) ? null : row.GetInt64(7)),
        row.GetInt32(8),
        row.Time(9));

    private static SqlStatement Lane(SqlStatement statement, NewReplicationTask task) => statement
        .With("@route", task.Route.ToString())
        .With("@repository", task.Repository.ToString())
        .With("@subject", task.Subject);
}
