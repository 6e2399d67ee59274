using Slipway.Registry.Lifecycle;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlLifecyclePolicyStore(Database database) : ILifecyclePolicyStore
{
    private const string Remove = "delete from lifecycle_policy where repository_id = @repository";

    private const string Add =
        """
        insert into lifecycle_policy (repository_id, content, earliest_at, due_at, is_changed)
        select r.id, @content, @at, @at, true from repository r where r.id = @repository and not r.is_deleted
        """;

    private const string Find =
        """
        select p.content, p.evaluated_at from repository r join lifecycle_policy p on p.repository_id = r.id
        where r.id = @repository and not r.is_deleted
        """;

    private const string IsUnchanged = "select 1 from lifecycle_policy where repository_id = @repository and not is_changed";

    // It comes to its turn at once, or when the last run is long enough ago; what is nearer already stays.
    private const string Change =
        """
        update lifecycle_policy set is_changed = true,
            due_at = case when due_at <= @at or due_at <= earliest_at then due_at when earliest_at > @at then earliest_at else @at end
        where repository_id = @repository and not is_changed
        """;

    private const string Due =
        """
        select p.id, p.repository_id, p.content, p.evaluated_at
        from lifecycle_policy p join repository r on r.id = p.repository_id
        where p.due_at <= @now and not r.is_deleted order by p.due_at, p.repository_id limit @limit
        """;

    private const string Repository = $"select {RepositoryRow.Columns} from repository r where r.id = @repository";

    private const string Begin = "update lifecycle_policy set is_changed = false where id = @id";

    private const string Record =
        """
        update lifecycle_policy set evaluated_at = coalesce(@evaluated_at, evaluated_at), earliest_at = @earliest_at,
            due_at = case when is_changed then @earliest_at else @due_at end
        where id = @id
        """;

    public ValueTask<bool> PutAsync(long repositoryId, string text, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            session.On(Remove).With("@repository", repositoryId).Run();
            return PutIn(session, repositoryId, text, at);
        },
        ct);

    /// <summary>For a repository that has none.</summary>
    /// <returns>false when the repository is gone.</returns>
    public static bool PutIn(SqlSession session, long repositoryId, string text, DateTimeOffset at) =>
        session.On(Add).With("@repository", repositoryId).With("@content", text).With("@at", at).Run() > 0;

    public ValueTask<StoredLifecyclePolicy?> FindAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, repositoryId), ct);

    public ValueTask<StoredLifecyclePolicy?> DeleteAsync(long repositoryId, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, repositoryId);
            if (found is not null) session.On(Remove).With("@repository", repositoryId).Run();
            return found;
        },
        ct);

    public async ValueTask NoteChangesAsync(IReadOnlyCollection<long> repositoryIds, DateTimeOffset at, CancellationToken ct)
    {
        // Most changes are of repositories without a policy, or with one that waits for its turn: they cost no write.
        var unchanged = await database.ReadAsync(
            session => repositoryIds.Where(id => session.On(IsUnchanged).With("@repository", id).Any()).ToList(), ct);
        if (unchanged.Count == 0) return;
        await database.WriteAsync(session => unchanged.Sum(id => session.On(Change).With("@repository", id).With("@at", at).Run()), ct);
    }

    public ValueTask<IReadOnlyList<DueLifecyclePolicy>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken ct) => database.ReadAsync<IReadOnlyList<DueLifecyclePolicy>>(
        session =>
        {
            var due = session.On(Due).With("@now", now).With("@limit", limit).All(static row => (Id: row.GetInt64(0), Repository: row.GetInt64(1), Text: row.GetString(2), At: row.TimeOrNull(3)));
            return due.ConvertAll(policy => new DueLifecyclePolicy(
                policy.Id, session.On(Repository).With("@repository", policy.Repository).First(RepositoryRow.Read)!, policy.Text, policy.At));
        },
        ct);

    public ValueTask<bool> BeginRunAsync(long policyId, CancellationToken ct) =>
        database.WriteAsync(session => session.On(Begin).With("@id", policyId).Run() > 0, ct);

    public async ValueTask RecordRunAsync(LifecycleRunTimes run, CancellationToken ct) => await database.WriteAsync(
        session => session.On(Record)
            .With("@id", run.PolicyId)
            .With("@evaluated_at", run.EvaluatedAt)
            .With("@earliest_at", run.EarliestAt)
            .With("@due_at", run.DueAt)
            .Run(),
        ct);

    private static StoredLifecyclePolicy? FindIn(SqlSession session, long repositoryId) => session.On(Find)
        .With("@repository", repositoryId)
        .First(static row => new StoredLifecyclePolicy(row.GetString(0), row.TimeOrNull(1)));
}
