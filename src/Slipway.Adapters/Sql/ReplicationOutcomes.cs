using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Replication;

namespace Slipway.Adapters.Sql;

/// <summary>What came of tasks, of an image at a destination; settings are kept as those of an image without a digest.</summary>
internal static class ReplicationOutcomes
{
    // Longer than a deletion waits for its destination.
    private static readonly TimeSpan KeptWhenGone = TimeSpan.FromDays(4);

    private const string RememberOutcome =
        """
        insert into replication_outcome (repository_id, digest, route, failure_code, failure_reason, at) values (@repository, @digest, @route, @code, @reason, @at)
        on conflict (repository_id, digest, route) do update
        set failure_code = excluded.failure_code, failure_reason = excluded.failure_reason, at = excluded.at, gone_at = null
        """;

    private const string RememberCopy =
        """
        insert into replication_outcome (repository_id, digest, route, pushed_at, at) values (@repository, @digest, @route, @pushed_at, @at)
        on conflict (repository_id, digest, route) do update
        set failure_code = null, failure_reason = null, pushed_at = excluded.pushed_at, at = excluded.at, gone_at = null
        """;

    // Of an earlier arrival it stays known which image it was. Where none is, no image was pushed at such a time.
    private const string RememberThere =
        """
        insert into replication_outcome (repository_id, digest, route, pushed_at, at) values (@repository, @digest, @route, 0, @at)
        on conflict (repository_id, digest, route) do update
        set pushed_at = case when replication_outcome.failure_code is null then replication_outcome.pushed_at else coalesce(replication_outcome.pushed_at, 0) end,
            failure_code = null, failure_reason = null, gone_at = null
        """;

    private const string Leave = "update replication_outcome set gone_at = @at where repository_id = @repository and digest = @digest";

    private const string Sweep =
        """
        delete from replication_outcome where (repository_id, digest, route) in
            (select repository_id, digest, route from replication_outcome where gone_at < @before order by gone_at limit 100)
        """;

    private const string Copy = "select pushed_at, at, failure_code from replication_outcome where repository_id = @repository and digest = @digest and route = @route";

    private const string Outcomes =
        """
        select route, failure_code, failure_reason from replication_outcome
        where repository_id = @repository and digest = @digest and gone_at is null order by route
        """;

    private const string Pending =
        """
        select route, failure_code, failure_reason, attempts, due_at from replication_task
        where repository_id = @repository and digest = @digest and action in ('Push', 'Settings') order by route
        """;

    private const string Forget = "delete from replication_outcome where repository_id = @repository and digest = @digest and route = @route";

    public static void Remember(SqlSession session, NewReplicationTask task, ReplicationState state, DateTimeOffset now) =>
        Of(session.On(RememberOutcome), task.RepositoryId, task.Image)
            .With("@route", state.Route.ToString())
            .With("@code", state.FailureCode)
            .With("@reason", state.Failure?.Reason)
            .With("@at", now)
            .Run();

    public static void Arrived(SqlSession session, NewReplicationTask task, ReplicationCopy copy, DateTimeOffset now)
    {
        var statement = Of(session.On(copy.WasThere ? RememberThere : RememberCopy), task.RepositoryId, copy.Digest).With("@route", task.Route.ToString()).With("@at", now);
        if (!copy.WasThere) statement = statement.With("@pushed_at", copy.PushedAt);
        statement.Run();
    }

    /// <summary>The image has gone from the source: nothing is told of it any more, and its copies are known while they may have to be deleted.</summary>
    public static void Gone(SqlSession session, long repositoryId, Digest digest, DateTimeOffset now)
    {
        Of(session.On(Leave), repositoryId, digest).With("@at", now).Run();
        session.On(Sweep).With("@before", now - KeptWhenGone).Run();
    }

    public static ReplicationCopy? FindCopy(SqlSession session, long repositoryId, Digest digest, ReplicationRoute route) =>
        Of(session.On(Copy), repositoryId, digest).With("@route", route.ToString()).First(row => row switch
        {
            _ when row.TimeOrNull(0) == DateTimeOffset.UnixEpoch => null,
            _ when row.TimeOrNull(0) is { } pushedAt => new ReplicationCopy(digest, pushedAt, row.Time(1)),
            _ when row.IsDBNull(2) => new ReplicationCopy(digest, null, row.Time(1)),
            _ => null,
        });

    public static IReadOnlyList<ReplicationState> List(SqlSession session, long repositoryId, Digest? image)
    {
        SortedDictionary<string, ReplicationState> states = new(StringComparer.Ordinal);
        foreach (var state in Of(session.On(Outcomes), repositoryId, image).All(static row => Ended(row))) states[state.Route.ToString()] = state;
        foreach (var state in Of(session.On(Pending), repositoryId, image).All(static row => UnderWay(row)))
        {
            var route = state.Route.ToString();
            // Of several the one that has the most to tell.
            if (!states.TryGetValue(route, out var other) || other.Status is not ReplicationStatus.InProgress || other.Attempts < state.Attempts) states[route] = state;
        }

        return [.. states.Values];
    }

    public static int ForgetSettings(SqlSession session, long repositoryId, ReplicationRoute route) =>
        Of(session.On(Forget), repositoryId, null).With("@route", route.ToString()).Run();

    private static ReplicationState Ended(DbDataReader row)
    {
        var code = row.TextOrNull(1);
        return new(ReplicationRoute.Parse(row.GetString(0)), code is null ? ReplicationStatus.Complete : ReplicationStatus.Failed, code)
        {
            Failure = code is null ? null : new(code, row.TextOrNull(2) ?? ""),
        };
    }

    private static ReplicationState UnderWay(DbDataReader row) => new(ReplicationRoute.Parse(row.GetString(0)), ReplicationStatus.InProgress, null)
    {
        Failure = row.TextOrNull(1) is { } code ? new(code, row.TextOrNull(2) ?? "") : null,
        Attempts = row.GetInt32(3),
        NextAttemptAt = row.GetInt32(3) > 0 ? row.Time(4) : null,
    };

    private static SqlStatement Of(SqlStatement statement, long repositoryId, Digest? image) =>
        statement.With("@repository", repositoryId).With("@digest", image?.ToString() ?? "");
}
