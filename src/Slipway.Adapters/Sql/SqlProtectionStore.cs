using Slipway.Registry.Protection;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlProtectionStore(Database database) : IProtectionStore
{
    private const string Find = "select protection from repository where id = @repository and not is_deleted";

    private const string Put = "update repository set protection = @protection where id = @repository and not is_deleted";

    public ValueTask<DeletionProtection?> FindAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => Of(session, repositoryId), ct);

    public ValueTask<bool> PutAsync(long repositoryId, DeletionProtection protection, CancellationToken ct) => database.WriteAsync(
        session => session.On(Put).With("@repository", repositoryId).With("@protection", protection.ToString()).Run() > 0, ct);

    /// <summary>For the transaction of a deletion; null when the repository is gone.</summary>
    public static DeletionProtection? Of(SqlSession session, long repositoryId) =>
        session.On(Find).With("@repository", repositoryId).Text() is { } text ? Enum.Parse<DeletionProtection>(text) : null;
}
