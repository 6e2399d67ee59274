using Slipway.Identity.Passwords;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IPasswordPolicyStore"/>
internal sealed class SqlPasswordPolicyStore(IdentityDatabase database) : IPasswordPolicyStore
{
    private const string Find = "select password_policy from iam_account_settings where account = @account";

    private const string Set =
        """
        insert into iam_account_settings (account, password_policy) values (@account, @policy)
        on conflict (account) do update set password_policy = excluded.password_policy
        """;

    private const string Delete = "update iam_account_settings set password_policy = null where account = @account and password_policy is not null";

    public ValueTask<PasswordPolicy?> FindAsync(string account, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, account), ct);

    public async ValueTask SetAsync(string account, PasswordPolicy policy, CancellationToken ct) => await database.WriteAsync(
        sql => sql.On(Set).With("@account", account).With("@policy", PasswordPolicyText.Of(policy)).Run(), ct);

    public ValueTask<bool> DeleteAsync(string account, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Delete).With("@account", account).Run() == 1, ct);

    /// <summary>For those who need it within a transaction of theirs.</summary>
    public static PasswordPolicy? FindIn(SqlSession sql, string account) =>
        sql.On(Find).With("@account", account).Text() is { } text ? PasswordPolicyText.Read(text) : null;
}
