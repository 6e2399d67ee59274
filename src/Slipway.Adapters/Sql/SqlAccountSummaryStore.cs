using Slipway.Identity.Reports;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IAccountSummaryStore"/>
internal sealed class SqlAccountSummaryStore(IdentityDatabase database) : IAccountSummaryStore
{
    private const string Count =
        """
        select
            (select count(*) from iam_user where account = @account),
            (select count(*) from iam_group where account = @account),
            (select count(*) from iam_role where account = @account),
            (select count(*) from iam_policy where account = @account),
            (select count(*) from iam_policy p join iam_policy_version v on v.policy_id = p.id where p.account = @account),
            (select count(*) from iam_instance_profile where account = @account),
            (select count(*) from iam_mfa_device where account = @account),
            (select count(*) from iam_mfa_device where account = @account and user_id is not null),
            (select count(*) from iam_oidc_provider where account = @account) + (select count(*) from iam_saml_provider where account = @account)
        """;

    public async ValueTask<AccountCounts> CountAsync(string account, CancellationToken ct) => (await database.ReadAsync(
        sql => sql.On(Count).With("@account", account).First(static row => new AccountCounts(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(8))),
        ct))!;
}
