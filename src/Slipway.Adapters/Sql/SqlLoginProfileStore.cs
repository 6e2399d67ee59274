using System.Data.Common;
using Slipway.Identity.LoginProfiles;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="ILoginProfileStore"/>
internal sealed class SqlLoginProfileStore(IdentityDatabase database) : ILoginProfileStore
{
    private const string Find =
        "select user_id, password_hash, is_reset_required, created_at, changed_at, former_hashes from iam_login_profile where user_id = @user_id";

    private const string Add =
        """
        insert into iam_login_profile (user_id, password_hash, former_hashes, is_reset_required, created_at, changed_at)
        select id, @hash, @former, @is_reset_required, @created_at, @changed_at from iam_user where id = @user_id
        on conflict do nothing
        """;

    private const string Replace =
        """
        update iam_login_profile set password_hash = @hash, former_hashes = @former, is_reset_required = @is_reset_required, changed_at = @changed_at
        where user_id = @user_id and password_hash = @present
        """;

    private const string Delete = "delete from iam_login_profile where user_id = @user_id";

    public ValueTask<LoginProfile?> FindAsync(string userId, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(Find).With("@user_id", userId).First(Read), ct);

    public ValueTask<bool> TryAddAsync(LoginProfile profile, CancellationToken ct) =>
        database.WriteAsync(sql => Bind(sql.On(Add), profile).With("@created_at", profile.CreatedAt).Run() == 1, ct);

    // A hash has a salt of its own: while it is the same, so is everything that was made of it.
    public ValueTask<bool> TryReplaceAsync(LoginProfile present, LoginProfile replacement, CancellationToken ct) =>
        database.WriteAsync(sql => Bind(sql.On(Replace), replacement).With("@present", present.PasswordHash).Run() == 1, ct);

    public ValueTask<bool> DeleteAsync(string userId, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Delete).With("@user_id", userId).Run() == 1, ct);

    private static SqlStatement Bind(SqlStatement statement, LoginProfile profile) => statement
        .With("@user_id", profile.UserId)
        .With("@hash", profile.PasswordHash)
        .With("@former", JsonText.Of(profile.FormerHashes))
        .With("@is_reset_required", profile.IsResetRequired)
        .With("@changed_at", profile.ChangedAt);

    private static LoginProfile Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.Time(3), row.Time(4))
    {
        FormerHashes = JsonText.List(row.GetString(5)),
    };
}
