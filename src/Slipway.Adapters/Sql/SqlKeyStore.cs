using System.Data.Common;
using Slipway.Adapters.Sealing;
using Slipway.Kernel;
using Slipway.Kms.Keys;

namespace Slipway.Adapters.Sql;

/// <inheritdoc/>
internal sealed class SqlKeyStore(Database database, KeyChanges changes) : IKeyStore
{
    private const string Columns = "k.account, k.region, k.key_id, k.description, k.state, k.key_manager, k.created_at, k.deleted_at, k.policy, k.tags";

    private const string Add =
        """
        insert into kms_key (account, region, key_id, arn, sealed_material, description, state, key_manager, created_at, deleted_at, policy, tags)
        values (@account, @region, @key, @arn, @material, @description, @state, @manager, @created_at, @deleted_at, @policy, @tags)
        """;

    private const string Find = $"select {Columns} from kms_key k where k.account = @account and k.region = @region and k.key_id = @key";

    private const string FindByAlias =
        $"""
        select {Columns} from kms_alias a join kms_key k on k.account = a.account and k.region = a.region and k.key_id = a.key_id
        where a.account = @account and a.region = @region and a.name = @alias
        """;

    private const string Material = "select sealed_material from kms_key where arn = @arn";

    private const string Change =
        """
        update kms_key set description = @description, state = @state, deleted_at = @deleted_at, policy = @policy, tags = @tags
        where account = @account and region = @region and key_id = @key
        """;

    private const string List =
        $"select {Columns} from kms_key k where k.account = @account and k.region = @region and k.key_id > @after order by k.key_id limit @limit";

    private const string Due =
        "select account, region, key_id, arn, id from kms_key where state = 'PendingDeletion' and deleted_at <= @now order by deleted_at limit @limit";

    // Written over before the row goes, so that it does not lie in the file's free space.
    private const string Overwrite = "update kms_key set sealed_material = @zeros where id = @id";

    private const string Delete = "delete from kms_key where id = @id";

    public ValueTask<bool> TryAddAsync(KmsKey key, byte[] sealedMaterial, string? alias, CancellationToken ct) => WriteAsync(
        session =>
        {
            if (alias is not null && !KeyAliases.TryAdd(session, new(key.Account, key.Region, alias, key.KeyId, key.CreatedAt, key.CreatedAt))) return false;
            Values(session.On(Add), key)
                .With("@arn", key.Arn)
                .With("@material", (ReadOnlyMemory<byte>)sealedMaterial)
                .With("@manager", key.Owner.ToString())
                .With("@created_at", key.CreatedAt)
                .Run();
            return true;
        },
        ct);

    public ValueTask<KmsKey?> FindAsync(string account, string region, string keyId, CancellationToken ct) =>
        database.ReadAsync(session => FindIn(session, account, region, keyId), ct);

    public ValueTask<KmsKey?> FindByAliasAsync(string account, string region, string alias, CancellationToken ct) => database.ReadAsync(
        session => session.On(FindByAlias).With("@account", account).With("@region", region).With("@alias", alias).First(Read), ct);

    public ValueTask<byte[]?> FindMaterialAsync(string arn, CancellationToken ct) =>
        database.ReadAsync(session => session.On(Material).With("@arn", arn).First(static row => row.Bytes(0)), ct);

    public ValueTask<KmsKey?> ChangeAsync(string account, string region, string keyId, Func<KmsKey, KmsKey> change, CancellationToken ct) => WriteAsync(
        session =>
        {
            if (FindIn(session, account, region, keyId) is not { } found) return null;
            var changed = change(found);
            Values(session.On(Change), changed).Run();
            return changed;
        },
        ct);

    public ValueTask<Page<KmsKey>> ListAsync(string account, string region, string? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.On(List).With("@account", account).With("@region", region).With("@after", after ?? "").Page(limit, Read), ct);

    public ValueTask<IReadOnlyList<string>> DestroyDueAsync(DateTimeOffset now, int limit, CancellationToken ct) => WriteAsync<IReadOnlyList<string>>(
        session =>
        {
            var due = session.On(Due).With("@now", now).With("@limit", limit)
                .All(static row => (Account: row.GetString(0), Region: row.GetString(1), KeyId: row.GetString(2), Arn: row.GetString(3), Id: row.GetInt64(4)));
            foreach (var key in due)
            {
                KeyAliases.DeleteOf(session, key.Account, key.Region, key.KeyId);
                session.On(Overwrite).With("@id", key.Id).With("@zeros", (ReadOnlyMemory<byte>)new byte[KeyMaterial.Size + SecretBox.Overhead]).Run();
                session.On(Delete).With("@id", key.Id).Run();
            }

            return due.ConvertAll(key => key.Arn);
        },
        ct);

    public ValueTask<bool> TryAddAliasAsync(KmsAlias alias, CancellationToken ct) => WriteAsync(session => KeyAliases.TryAdd(session, alias), ct);

    public ValueTask<bool> MoveAliasAsync(string account, string region, string alias, string keyId, DateTimeOffset at, CancellationToken ct) =>
        WriteAsync(session => KeyAliases.Move(session, account, region, alias, keyId, at), ct);

    public ValueTask<bool> DeleteAliasAsync(string account, string region, string alias, CancellationToken ct) =>
        WriteAsync(session => KeyAliases.Delete(session, account, region, alias), ct);

    public ValueTask<Page<KmsAlias>> ListAliasesAsync(string account, string region, string? keyId, string? after, int limit, CancellationToken ct) =>
        database.ReadAsync(session => KeyAliases.List(session, account, region, keyId, after, limit), ct);

    private async ValueTask<T> WriteAsync<T>(Func<SqlSession, T> write, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(write, ct);
        }
        finally
        {
            // Also when it failed: whether a broken commit is there after all, nobody knows.
            changes.Bump();
        }
    }

    private static SqlStatement Values(SqlStatement statement, KmsKey key) => statement
        .With("@account", key.Account)
        .With("@region", key.Region)
        .With("@key", key.KeyId)
        .With("@description", key.Description)
        .With("@state", key.State.ToString())
        .With("@deleted_at", key.DeletedAt)
        .With("@policy", key.Policy)
        .With("@tags", JsonText.Of(key.Tags));

    private static KmsKey? FindIn(SqlSession session, string account, string region, string keyId) =>
        session.On(Find).With("@account", account).With("@region", region).With("@key", keyId).First(Read);

    private static KmsKey Read(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        Enum.Parse<KeyState>(row.GetString(4)),
        Enum.Parse<KeyOwner>(row.GetString(5)),
        row.Time(6),
        row.TimeOrNull(7),
        row.TextOrNull(8),
        new(JsonText.Map(row.GetString(9))));
}
