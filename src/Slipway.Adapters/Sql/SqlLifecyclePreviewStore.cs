using System.Data.Common;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlLifecyclePreviewStore(Database database) : ILifecyclePreviewStore
{
    private const string Columns = "p.id, p.repository_id, p.content, p.status, p.started_at, p.expiring, p.transitioning";

    private const string Find =
        $"""
        select {Columns} from repository r join lifecycle_preview p on p.repository_id = r.id
        where r.id = @repository and not r.is_deleted
        """;

    private const string Begin =
        """
        insert into lifecycle_preview (repository_id, content, status, started_at, expiring, transitioning)
        select r.id, @content, 'InProgress', @at, 0, 0 from repository r where r.id = @repository and not r.is_deleted
        on conflict (repository_id) do update set
            content = excluded.content, status = excluded.status, started_at = excluded.started_at, expiring = 0, transitioning = 0
        where lifecycle_preview.status <> 'InProgress'
        """;

    private const string Clear =
        """
        delete from lifecycle_preview_result where preview_id = @id and position in (
            select position from lifecycle_preview_result where preview_id = @id order by position limit @limit)
        """;

    private const string Add =
        """
        insert into lifecycle_preview_result (preview_id, position, digest, tags, is_tagged, pushed_at, action, priority, storage_class)
        values (@id, @position, @digest, @tags, @is_tagged, @pushed_at, @action, @priority, @storage_class)
        """;

    private const string End =
        "update lifecycle_preview set status = @status, expiring = @expiring, transitioning = @transitioning where id = @id and status = 'InProgress'";

    private const string Results = "select s.position, s.digest, s.tags, s.pushed_at, s.action, s.priority, s.storage_class from lifecycle_preview_result s where s.preview_id = @id";

    private const string AllResults = $"{Results} and s.position > @after order by s.position limit @limit";

    private const string ResultsByTagged = $"{Results} and s.is_tagged = @tagged and s.position > @after order by s.position limit @limit";

    private const string FindResult = $"{Results} and s.digest = @digest";

    private const string Unfinished =
        $"""
        select {Columns} from lifecycle_preview p join repository r on r.id = p.repository_id
        where p.status = 'InProgress' and not r.is_deleted order by p.started_at, p.id limit @limit
        """;

    private const string Repository = $"select {RepositoryRow.Columns} from repository r where r.id = @repository";

    private const string Old = $"select {Columns} from lifecycle_preview p where p.status = @status and p.started_at < @before order by p.started_at, p.id limit @limit";

    private const string Expire = "update lifecycle_preview set status = 'Expired' where id = @id";

    public ValueTask<LifecyclePreview?> FindAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => session.On(Find).With("@repository", repositoryId).First(Read), ct);

    public ValueTask<bool> TryBeginAsync(long repositoryId, string text, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session => session.On(Begin).With("@repository", repositoryId).With("@content", text).With("@at", at).Run() > 0, ct);

    public ValueTask<int> ClearResultsAsync(long previewId, int limit, CancellationToken ct) =>
        database.WriteAsync(session => session.On(Clear).With("@id", previewId).With("@limit", limit).Run(), ct);

    public async ValueTask AddResultsAsync(long previewId, IReadOnlyList<LifecyclePreviewResult> results, CancellationToken ct) => await database.WriteAsync(
        session => results.Sum(result => session.On(Add)
            .With("@id", previewId)
            .With("@position", result.Position)
            .With("@digest", result.Digest.ToString())
            .With("@tags", JsonText.Of(result.Tags))
            .With("@is_tagged", result.Tags.Count > 0)
            .With("@pushed_at", result.PushedAt)
            .With("@action", result.Action.ToString())
            .With("@priority", result.RulePriority)
            .With("@storage_class", result.StorageClass.ToString())
            .Run()),
        ct);

    public async ValueTask EndAsync(long previewId, LifecyclePreviewStatus status, long expiring, long transitioning, CancellationToken ct) => await database.WriteAsync(
        session => session.On(End)
            .With("@id", previewId)
            .With("@status", status.ToString())
            .With("@expiring", expiring)
            .With("@transitioning", transitioning)
            .Run(),
        ct);

    public ValueTask<Page<LifecyclePreviewResult>> ListResultsAsync(long previewId, TagStatus tagStatus, long? after, int limit, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            var statement = session.On(tagStatus is TagStatus.Any ? AllResults : ResultsByTagged).With("@id", previewId).With("@after", after ?? -1);
            if (tagStatus is not TagStatus.Any) statement.With("@tagged", tagStatus is TagStatus.Tagged);
            return statement.Page(limit, ReadResult);
        },
        ct);

    public ValueTask<LifecyclePreviewResult?> FindResultAsync(long previewId, Digest digest, CancellationToken ct) =>
        database.ReadAsync(session => session.On(FindResult).With("@id", previewId).With("@digest", digest.ToString()).First(ReadResult), ct);

    public ValueTask<IReadOnlyList<UnfinishedPreview>> ListUnfinishedAsync(int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<UnfinishedPreview>>(
        session => session.On(Unfinished).With("@limit", limit).All(Read)
            .ConvertAll(preview => new UnfinishedPreview(session.On(Repository).With("@repository", preview.RepositoryId).First(RepositoryRow.Read)!, preview)),
        ct);

    public async ValueTask<IReadOnlyList<LifecyclePreview>> ExpireAsync(DateTimeOffset startedBefore, int limit, CancellationToken ct)
    {
        // Nearly always there is none, and then nothing is written.
        var old = await database.ReadAsync(session => OldIn(session, startedBefore, limit), ct);
        return old.Count == 0 ? old : await database.WriteAsync(
            session =>
            {
                var expired = OldIn(session, startedBefore, limit);
                foreach (var preview in expired) session.On(Expire).With("@id", preview.Id).Run();
                return expired;
            },
            ct);
    }

    private static List<LifecyclePreview> OldIn(SqlSession session, DateTimeOffset startedBefore, int limit) =>
        [.. new[] { LifecyclePreviewStatus.Complete, LifecyclePreviewStatus.Failed }.SelectMany(status => session.On(Old)
            .With("@status", status.ToString())
            .With("@before", startedBefore)
            .With("@limit", limit)
            .All(Read))];

    private static LifecyclePreview Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetString(2),
        Enum.Parse<LifecyclePreviewStatus>(row.GetString(3)),
        row.Time(4),
        row.GetInt64(5),
        row.GetInt64(6));

    private static LifecyclePreviewResult ReadResult(DbDataReader row) => new(
        row.GetInt64(0),
        Digest.Parse(row.GetString(1)),
        JsonText.List(row.GetString(2)),
        row.Time(3),
        Enum.Parse<LifecycleAction>(row.GetString(4)),
        row.GetInt32(5),
        Enum.Parse<StorageClass>(row.GetString(6)));
}
