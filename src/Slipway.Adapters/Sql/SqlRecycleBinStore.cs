using System.Data.Common;
using Slipway.Adapters.Sealing;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Registry.RecycleBin;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlRecycleBinStore(Database database, IdentityDatabase identities, ManifestSealing sealing) : IRecycleBinStore
{
    private const string DaysOfRegistry = "select recycle_days from registry_storage where account = @account and region = @region";

    private const string DaysOfRepository = "select recycle_days is null from repository where id = @repository and not is_deleted";

    private const string PutOnRegistry =
        """
        insert into registry_storage (account, region, recycle_days) values (@account, @region, @days)
        on conflict (account, region) do update set recycle_days = excluded.recycle_days
        """;

    private const string PutOnRepository = "update repository set recycle_days = @days where id = @repository and not is_deleted";

    private const string Images =
        """
        select c.digest, c.media_type, c.size_in_bytes, c.tags, c.pushed_at, c.deleted_at, c.expires_at, c.origin
        from repository r join recycled_image c on c.repository_id = r.id
        where r.id = @repository and not r.is_deleted and c.digest > @after
        order by c.digest limit @limit
        """;

    private const string Columns = "id, account, region, name, created_at, deleted_at, recycled_until";

    private const string InBin = "is_deleted and recycled_until > 0";

    private const string Repositories =
        $"""
        select {Columns} from repository
        where account = @account and region = @region and (name, id) > (@name, @id) and {InBin}
        order by name, id limit @limit
        """;

    private const string LastOfName =
        $"select {Columns} from repository where account = @account and region = @region and name = @name and {InBin} order by id desc limit 1";

    private const string OfName =
        $"select {Columns} from repository where account = @account and region = @region and name = @name and id = @id and {InBin}";

    private const string NameIsTaken =
        """
        select 1 from repository d join repository r on r.account = d.account and r.region = d.region and r.name = d.name
        where d.id = @id and not r.is_deleted
        """;

    private const string Restore =
        $"update repository set is_deleted = false, deleted_at = null, recycled_until = 0 where id = @id and {InBin} and recycled_until > @now";

    private const string Purge = $"update repository set recycled_until = 0 where id = @id and {InBin}";

    private const string ExpiredImages = "select id, repository_id from recycled_image where expires_at <= @now order by expires_at, id limit @limit";

    private const string ExpiredRepositories =
        $"select id from repository where {InBin} and recycled_until <= @now order by recycled_until, id limit @limit";

    public async ValueTask<int> FindRetentionAsync(RegistryScope registry, CancellationToken ct) => (int)(await database.ReadAsync(
        session => On(session, DaysOfRegistry, registry).Number(), ct) ?? 0);

    public ValueTask<RepositoryRetention?> FindRetentionAsync(long repositoryId, CancellationToken ct) => database.ReadAsync(
        session => session.On(DaysOfRepository).With("@repository", repositoryId).First<bool?>(static row => row.GetBoolean(0)) is { } isInherited
            ? new RepositoryRetention(RecycledImages.DaysOf(session, repositoryId), isInherited)
            : null,
        ct);

    public async ValueTask PutRetentionAsync(RegistryScope registry, int days, CancellationToken ct) =>
        await database.WriteAsync(session => On(session, PutOnRegistry, registry).With("@days", days).Run(), ct);

    public ValueTask<bool> PutRetentionAsync(long repositoryId, int? days, CancellationToken ct) => database.WriteAsync(
        session => session.On(PutOnRepository).With("@repository", repositoryId).With("@days", (long?)days).Run() > 0, ct);

    public ValueTask<Page<RecycledImage>> ListImagesAsync(long repositoryId, Digest? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(Images).With("@repository", repositoryId).With("@after", after?.ToString() ?? "").Page(limit, ReadImage), ct);

    public ValueTask<ImageRestoration> RestoreImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? allowed, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(session => new ImageRestoring(session, sealing, repositoryId, now).Run(digest, allowed), ct);

    public ValueTask<bool> PurgeImageAsync(long repositoryId, Digest digest, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            if (RecycledImages.FindId(session, repositoryId, digest) is not { } recycled) return false;
            RecycledImages.Remove(session, repositoryId, recycled);
            return true;
        },
        ct);

    public ValueTask<Page<RecycledRepository>> ListRepositoriesAsync(RegistryScope registry, RecycledRepository? after, int limit, CancellationToken ct) =>
        database.ReadAsync(
            session => On(session, Repositories, registry).With("@name", after?.Name.ToString() ?? "").With("@id", after?.Id ?? 0).Page(limit, ReadRepository), ct);

    public ValueTask<RecycledRepository?> FindRepositoryAsync(RegistryScope registry, RepositoryName name, long? id, CancellationToken ct) => database.ReadAsync(
        session =>
        {
            var statement = On(session, id is null ? LastOfName : OfName, registry).With("@name", name.ToString());
            return (id is { } one ? statement.With("@id", one) : statement).First(ReadRepository);
        },
        ct);

    public async ValueTask<bool> RestoreRepositoryAsync(long id, DateTimeOffset now, CancellationToken ct)
    {
        var (isRestored, _) = await identities.WriteAsync(
            session =>
            {
                if (session.On(NameIsTaken).With("@id", id).Any() || session.On(Restore).With("@id", id).With("@now", now).Run() == 0) return (IsRestored: false, HasPolicy: false);
                return (IsRestored: true, HasPolicy: RepositoryPolicyRow.IsThere(session, id));
            },
            // Its policy counts again.
            static outcome => outcome.HasPolicy,
            ct);
        return isRestored;
    }

    public ValueTask<bool> PurgeRepositoryAsync(long id, CancellationToken ct) => database.WriteAsync(session => session.On(Purge).With("@id", id).Run() > 0, ct);

    public ValueTask<int> ExpireAsync(DateTimeOffset now, int limit, CancellationToken ct) => database.WriteAsync(
        session =>
        {
            var images = session.On(ExpiredImages).With("@now", now).With("@limit", limit).All(static row => (Id: row.GetInt64(0), Repository: row.GetInt64(1)));
            foreach (var image in images) RecycledImages.Remove(session, image.Repository, image.Id);
            var repositories = session.On(ExpiredRepositories).With("@now", now).With("@limit", limit).All(static row => row.GetInt64(0));
            foreach (var repository in repositories) session.On(Purge).With("@id", repository).Run();
            return images.Count + repositories.Count;
        },
        ct);

    private static SqlStatement On(SqlSession session, string sql, RegistryScope registry) =>
        session.On(sql).With("@account", registry.Account).With("@region", registry.Region);

    private static RecycledImage ReadImage(DbDataReader row) => new(
        Digest.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2), [.. JsonText.List(row.GetString(3)).Select(ImageTag.Parse)],
        row.Time(4), row.Time(5), row.Time(6), Enum.Parse<ChangeOrigin>(row.GetString(7)));

    private static RecycledRepository ReadRepository(DbDataReader row) => new(
        row.GetInt64(0), new(row.GetString(1), row.GetString(2)), RepositoryRow.Name(row.GetString(3)), row.Time(4), row.Time(5), row.Time(6));
}
