using Slipway.Registry.Policies;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRepositoryPolicyStore(IdentityDatabase database) : IRepositoryPolicyStore
{
    private const string Find = $"select {RepositoryPolicyRow.Columns} from repository_policy p where p.repository_id = @repository";

    private const string HasRepository = "select 1 from repository where id = @repository and not is_deleted";

    public ValueTask<AccessPolicy?> FindAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, repositoryId), ct);

    public ValueTask<bool> PutAsync(long repositoryId, AccessPolicy policy, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (!session.On(HasRepository).With("@repository", repositoryId).Any()) return false;
            RepositoryPolicyRow.Put(session, repositoryId, policy, at);
            return true;
        },
        ct);

    public ValueTask<AccessPolicy?> DeleteAsync(long repositoryId, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var found = FindIn(session, repositoryId);
            if (found is not null) RepositoryPolicyRow.Delete(session, repositoryId);
            return found;
        },
        ct);

    private static AccessPolicy? FindIn(SqlSession session, long repositoryId) =>
        session.On(Find).With("@repository", repositoryId).First(RepositoryPolicyRow.Read);
}
