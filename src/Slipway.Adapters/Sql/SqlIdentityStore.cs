using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IIdentityStore"/>
internal sealed class SqlIdentityStore(IdentityDatabase database) : IIdentityStore
{
    public ValueTask<KeyHolder?> FindByAccessKeyAsync(string accessKeyId, CancellationToken ct) => database.ReadAsync(
        sql => FindKey(sql, accessKeyId) is { } key && FindUser(sql, key.UserId) is { } user
            ? new KeyHolder(user, key)
            : null,
        ct);

    public ValueTask<User?> FindUserAsync(string account, string name, CancellationToken ct) => database.ReadAsync(
        sql => sql.On($"select {UserRow.Columns} from iam_user u where u.account = @account and u.name_key = @name_key")
            .With("@account", account).With("@name_key", IamName.KeyOf(name)).First(UserRow.Read),
        ct);

    public ValueTask<bool> HasUsersAsync(string account, CancellationToken ct) => database.ReadAsync(
        sql => sql.On("select 1 from iam_user where account = @account limit 1").With("@account", account).Any(), ct);

    public ValueTask<IReadOnlyList<AccessKey>> ListAccessKeysAsync(string userId, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AccessKey>>(
        sql => sql.On("select id, user_id, sealed_secret, is_active, created_at, is_initial from access_key where user_id = @user_id order by created_at, id")
            .With("@user_id", userId).All(ReadKey),
        ct);

    public ValueTask<bool> EstablishAsync(User user, string policyArn, AccessKey key, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindKey(sql, key.Id) is { IsInitial: false } taken && taken.UserId != user.Id) return false;
            if (FindUser(sql, user.Id) is null && !AddUser(sql, user)) return false;
            Attach(sql, user.Id, policyArn);
            sql.On("delete from access_key where user_id = @user_id and is_initial").With("@user_id", user.Id).Run();
            sql.On("delete from access_key where id = @id").With("@id", key.Id).Run();
            return AddKey(sql, key);
        },
        ct);

    private static AccessKey? FindKey(SqlSession sql, string id) =>
        sql.On("select id, user_id, sealed_secret, is_active, created_at, is_initial from access_key where id = @id").With("@id", id).First(ReadKey);

    private static User? FindUser(SqlSession sql, string id) =>
        sql.On($"select {UserRow.Columns} from iam_user u where u.id = @id").With("@id", id).First(UserRow.Read);

    private static bool AddUser(SqlSession sql, User user) =>
        sql.On("""
            insert into iam_user (id, account, path, name, name_key, created_at)
            values (@id, @account, @path, @name, @name_key, @created_at)
            on conflict do nothing
            """)
            .With("@id", user.Id).With("@account", user.Account).With("@path", user.Path)
            .With("@name", user.Name).With("@name_key", IamName.KeyOf(user.Name)).With("@created_at", user.CreatedAt).Run() == 1;

    private static void Attach(SqlSession sql, string userId, string policyArn) =>
        sql.On("""
            insert into iam_attachment (principal_id, policy_arn, account, attached_at)
            select id, @policy_arn, account, created_at from iam_user where id = @user_id
            on conflict do nothing
            """)
            .With("@user_id", userId).With("@policy_arn", policyArn).Run();

    private static bool AddKey(SqlSession sql, AccessKey key) =>
        sql.On("""
            insert into access_key (id, user_id, sealed_secret, is_active, is_initial, created_at)
            values (@id, @user_id, @sealed_secret, @is_active, @is_initial, @created_at)
            on conflict do nothing
            """)
            .With("@id", key.Id).With("@user_id", key.UserId).With("@sealed_secret", key.SealedSecret)
            .With("@is_active", key.IsActive).With("@is_initial", key.IsInitial).With("@created_at", key.CreatedAt).Run() == 1;

    private static AccessKey ReadKey(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Bytes(2), row.GetBoolean(3), row.Time(4), row.GetBoolean(5));
}
