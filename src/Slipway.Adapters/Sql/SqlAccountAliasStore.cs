using Slipway.Identity.Accounts;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IAccountAliasStore"/>
internal sealed class SqlAccountAliasStore(IdentityDatabase database) : IAccountAliasStore
{
    private const string Find = "select alias from iam_account_settings where account = @account";

    private const string FindOwner = "select 1 from iam_account_settings where alias = @alias";

    private const string Set =
        "insert into iam_account_settings (account, alias) values (@account, @alias) on conflict (account) do update set alias = excluded.alias";

    private const string Delete = "update iam_account_settings set alias = null where account = @account and alias = @alias";

    public ValueTask<string?> FindAsync(string account, CancellationToken ct) =>
        database.ReadAsync(sql => sql.On(Find).With("@account", account).Text(), ct);

    public ValueTask<bool> TrySetAsync(string account, string alias, CancellationToken ct) => database.WriteAsync(
        sql => !sql.On(FindOwner).With("@alias", alias).Any() && sql.On(Set).With("@account", account).With("@alias", alias).Run() == 1, ct);

    public ValueTask<bool> DeleteAsync(string account, string alias, CancellationToken ct) =>
        database.WriteAsync(sql => sql.On(Delete).With("@account", account).With("@alias", alias).Run() == 1, ct);
}
