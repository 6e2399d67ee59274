using System.Data.Common;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Quotas;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlStorageQuotaStore(Database database) : IStorageQuotaStore
{
    private const string OfRegistry = "select held_bytes, quota_bytes from registry_storage where account = @account and region = @region";

    private const string OfRepository = "select held_bytes, quota_bytes from repository where id = @repository and not is_deleted";

    private const string PutOnRegistry =
        """
        insert into registry_storage (account, region, quota_bytes) values (@account, @region, @quota)
        on conflict (account, region) do update set quota_bytes = excluded.quota_bytes
        """;

    private const string PutOnRepository = "update repository set quota_bytes = @quota where id = @repository and not is_deleted";

    private const string IsBound =
        """
        select r.quota_bytes is not null or s.quota_bytes is not null
        from repository r left join registry_storage s on s.account = r.account and s.region = r.region where r.id = @repository
        """;

    private const string List =
        """
        select name, held_bytes, quota_bytes from repository
        where account = @account and region = @region and name > @after and not is_deleted and quota_bytes is not null
        order by name limit @limit
        """;

    public async ValueTask<StorageUse> FindAsync(RegistryScope registry, CancellationToken ct) => await database.ReadAsync(
        session => session.On(OfRegistry).With("@account", registry.Account).With("@region", registry.Region).First(static row => Read(row, 0)), ct) ?? new(0, null);

    public ValueTask<StorageUse?> FindAsync(long repositoryId, CancellationToken ct) => database.ReadAsync(
        session => session.On(OfRepository).With("@repository", repositoryId).First(static row => Read(row, 0)), ct);

    public async ValueTask PutAsync(RegistryScope registry, long? mostBytes, CancellationToken ct) => await database.WriteAsync(
        session => session.On(PutOnRegistry).With("@account", registry.Account).With("@region", registry.Region).With("@quota", mostBytes).Run(), ct);

    public ValueTask<bool> PutAsync(long repositoryId, long? mostBytes, CancellationToken ct) => database.WriteAsync(
        session => session.On(PutOnRepository).With("@repository", repositoryId).With("@quota", mostBytes).Run() > 0, ct);

    public ValueTask<Page<RepositoryQuota>> ListAsync(RegistryScope registry, RepositoryName? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List)
            .With("@account", registry.Account)
            .With("@region", registry.Region)
            .With("@after", after?.ToString() ?? "")
            .Page(limit, static row => new RepositoryQuota(RepositoryRow.Name(row.GetString(0)), Read(row, 1))),
        ct);

    public ValueTask<bool> IsBoundAsync(long repositoryId, CancellationToken ct) =>
        database.ReadAsync(session => session.On(IsBound).With("@repository", repositoryId).First(static row => row.GetBoolean(0)), ct);

    public ValueTask<StorageQuotaException?> RefusalOfAsync(long repositoryId, long bytes, CancellationToken ct) =>
        database.ReadAsync(session => StorageCounts.RefusalOf(session, repositoryId, bytes), ct);

    private static StorageUse Read(DbDataReader row, int column) => new(row.GetInt64(column), row.NumberOrNull(column + 1));
}
