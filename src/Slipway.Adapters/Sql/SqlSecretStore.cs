using Slipway.Kernel;
using Slipway.SecretsManager;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlSecretStore(Database database) : ISecretStore
{
    private const string Find = $"select {SecretRow.Columns} from secret s where s.account = @account and s.region = @region and s.name = @name";

    private const string Versions = $"select {SecretRow.VersionColumns} from secret_version v where v.secret_id = @id";

    private const string ReadValue = "select v.value from secret_version v where v.secret_id = @id and v.version = @version";

    private const string Add =
        """
        insert into secret (account, region, name, suffix, description, kms_key, tags, created_at, changed_at, accessed_at, deleted_at, purge_at)
        values (@account, @region, @name, @suffix, @description, @kms_key, @tags, @created_at, @changed_at, @accessed_at, @deleted_at, @purge_at)
        on conflict do nothing
        returning id
        """;

    private const string Change =
        """
        update secret set description = @description, kms_key = @kms_key, tags = @tags, changed_at = @changed_at, accessed_at = @accessed_at,
            deleted_at = @deleted_at, purge_at = @purge_at
        where id = @id
        """;

    private const string Delete = "delete from secret where id = @id";

    private const string AddVersion =
        """
        insert into secret_version (secret_id, version, stages, created_at, accessed_at, fingerprint, value)
        values (@id, @version, @stages, @created_at, @accessed_at, @fingerprint, @value)
        """;

    private const string ChangeVersion =
        "update secret_version set stages = @stages, accessed_at = @accessed_at where secret_id = @id and version = @version";

    private const string DeleteVersion = "delete from secret_version where secret_id = @id and version = @version";

    private const string Due = $"select {SecretRow.Columns} from secret s where s.purge_at is not null and s.purge_at <= @now order by s.purge_at limit @limit";

    public ValueTask<Secret?> FindAsync(SecretScope scope, string name, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, scope, name), ct);

    public ValueTask<byte[]?> ReadValueAsync(long id, string version, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(ReadValue).With("@id", id).With("@version", version).First(static row => row.Bytes(0)), ct);

    public ValueTask<bool> TryAddAsync(Secret secret, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var id = On(sql, Add, secret.Scope, secret.Name).With("@suffix", secret.Suffix).With("@created_at", secret.CreatedAt).With(secret).Number();
            if (id is null) return false;
            foreach (var version in secret.Versions) AddIn(sql, id.Value, version);
            return true;
        },
        ct);

    public ValueTask<Secret?> ChangeAsync(SecretScope scope, string name, Func<Secret, Secret> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, scope, name) is not { } found) return null;
            var changed = change(found);
            sql.On(Change).With("@id", found.Id).With(changed).Run();
            foreach (var version in found.Versions.Where(version => changed.Version(version.Id) is null))
                sql.On(DeleteVersion).With("@id", found.Id).With("@version", version.Id).Run();
            foreach (var version in changed.Versions)
            {
                if (found.Version(version.Id) is not { } known) AddIn(sql, found.Id, version);
                else if (known != version) ChangeIn(sql, found.Id, version);
            }

            return changed;
        },
        ct);

    public ValueTask<Secret?> DeleteAsync(SecretScope scope, string name, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, scope, name) is not { } found) return null;
            sql.On(Delete).With("@id", found.Id).Run();
            return found;
        },
        ct);

    public ValueTask<IReadOnlyList<Secret>> PurgeAsync(DateTimeOffset now, int limit, CancellationToken ct) => database.WriteAsync<IReadOnlyList<Secret>>(
        sql =>
        {
            var due = sql.On(Due).With("@now", now).With("@limit", limit).All(SecretRow.Read);
            foreach (var secret in due) sql.On(Delete).With("@id", secret.Id).Run();
            return due;
        },
        ct);

    public ValueTask<Page<Secret>> ListAsync(SecretScope scope, SecretOrder order, bool isDescending, SecretPlace? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql =>
        {
            var page = SecretListing.On(sql, order, isDescending, after)
                .With("@account", scope.Account)
                .With("@region", scope.Region)
                .Page(limit, SecretRow.Read);
            return page with { Items = [.. page.Items.Select(secret => WithVersions(sql, secret))] };
        },
        ct);

    private static Secret? FindIn(SqlSession sql, SecretScope scope, string name) =>
        On(sql, Find, scope, name).First(SecretRow.Read) is { } found ? WithVersions(sql, found) : null;

    // By creation: the statement has no order of its own, since only a few come.
    private static Secret WithVersions(SqlSession sql, Secret secret) => secret with
    {
        Versions = [.. sql.On(Versions).With("@id", secret.Id).All(SecretRow.ReadVersion).OrderBy(version => version.CreatedAt)],
    };

    private static void AddIn(SqlSession sql, long id, SecretVersion version) => OnVersion(sql, AddVersion, id, version)
        .With("@created_at", version.CreatedAt)
        .With("@fingerprint", version.Fingerprint)
        .With("@value", version.Sealed ?? throw new InvalidOperationException("A version without a value was added."))
        .Run();

    private static void ChangeIn(SqlSession sql, long id, SecretVersion version) => OnVersion(sql, ChangeVersion, id, version).Run();

    private static SqlStatement OnVersion(SqlSession sql, string text, long id, SecretVersion version) => sql.On(text)
        .With("@id", id)
        .With("@version", version.Id)
        .With("@stages", JsonText.Of(version.Stages))
        .With("@accessed_at", version.AccessedAt);

    private static SqlStatement On(SqlSession sql, string text, SecretScope scope, string name) =>
        sql.On(text).With("@account", scope.Account).With("@region", scope.Region).With("@name", name);
}
