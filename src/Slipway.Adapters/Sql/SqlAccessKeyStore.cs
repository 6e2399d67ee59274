using System.Data.Common;
using Slipway.Identity.AccessKeys;
using Slipway.Kernel;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IAccessKeyStore"/>
internal sealed class SqlAccessKeyStore(IdentityDatabase database) : IAccessKeyStore
{
    private const string List =
        """
        select id, user_id, sealed_secret, is_active, created_at, is_initial from access_key
        where user_id = @user_id and (created_at, id) > (@created_at, @id)
        order by created_at, id limit @limit
        """;

    private const string HasUser = "select 1 from iam_user where id = @user_id";

    private const string Count = "select count(*) from access_key where user_id = @user_id";

    private const string Add =
        """
        insert into access_key (id, user_id, sealed_secret, is_active, is_initial, created_at)
        values (@id, @user_id, @sealed_secret, @is_active, @is_initial, @created_at)
        on conflict do nothing
        """;

    private const string SetStatus = "update access_key set is_active = @is_active where id = @id and user_id = @user_id";

    private const string Delete = "delete from access_key where id = @id and user_id = @user_id";

    private const string FindUse =
        """
        select u.name, k.last_used_at, k.last_used_region, k.last_used_service
        from access_key k join iam_user u on u.id = k.user_id
        where k.id = @id and u.account = @account
        """;

    public ValueTask<Page<AccessKey>> ListAsync(string userId, KeyPlace? after, int limit, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(List)
            .With("@user_id", userId)
            .With("@created_at", after?.CreatedAt ?? DateTimeOffset.UnixEpoch)
            .With("@id", after?.Id ?? "")
            .Page(limit, ReadKey),
        ct);

    public ValueTask<KeyAddition> AddAsync(AccessKey key, int most, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (!sql.On(HasUser).With("@user_id", key.UserId).Any()) return KeyAddition.NoSuchUser;
            if (sql.On(Count).With("@user_id", key.UserId).Number() >= most) return KeyAddition.QuotaExceeded;
            var isAdded = sql.On(Add)
                .With("@id", key.Id)
                .With("@user_id", key.UserId)
                .With("@sealed_secret", key.SealedSecret)
                .With("@is_active", key.IsActive)
                .With("@is_initial", key.IsInitial)
                .With("@created_at", key.CreatedAt)
                .Run() == 1;
            return isAdded ? KeyAddition.Added : KeyAddition.IdTaken;
        },
        ct);

    public ValueTask<bool> SetStatusAsync(string userId, string accessKeyId, bool isActive, CancellationToken ct) => database.WriteAsync(
        sql => sql.On(SetStatus).With("@is_active", isActive).With("@id", accessKeyId).With("@user_id", userId).Run() == 1, ct);

    public ValueTask<bool> DeleteAsync(string userId, string accessKeyId, CancellationToken ct) => database.WriteAsync(
        sql => sql.On(Delete).With("@id", accessKeyId).With("@user_id", userId).Run() == 1, ct);

    public ValueTask<KeyUse?> FindUseAsync(string account, string accessKeyId, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(FindUse).With("@id", accessKeyId).With("@account", account).First(ReadUse), ct);

    private static AccessKey ReadKey(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Bytes(2), row.GetBoolean(3), row.Time(4), row.GetBoolean(5));

    private static KeyUse ReadUse(DbDataReader row) => new(
        row.GetString(0),
        row.TimeOrNull(1) is { } at ? (at, row.TextOrNull(2) ?? "N/A", row.TextOrNull(3) ?? "N/A") : null);
}
