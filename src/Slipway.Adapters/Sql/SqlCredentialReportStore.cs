using System.Data.Common;
using Slipway.Identity.Reports;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="ICredentialReportStore"/>
internal sealed class SqlCredentialReportStore(IdentityDatabase database) : ICredentialReportStore
{
    private const string Users =
        """
        select u.id, u.name, u.account, u.path, u.created_at, l.changed_at, l.last_used_at,
            exists (select 1 from iam_mfa_device d where d.user_id = u.id)
        from iam_user u left join iam_login_profile l on l.user_id = u.id
        where u.account = @account order by u.name_key
        """;

    private const string Keys =
        """
        select is_active, created_at, last_used_at, last_used_region, last_used_service from access_key
        where user_id = @user order by created_at, id
        """;

    private const string Find =
        "select credential_report, credential_report_at from iam_account_settings where account = @account and credential_report is not null";

    private const string Put =
        """
        insert into iam_account_settings (account, credential_report, credential_report_at) values (@account, @report, @at)
        on conflict (account) do update set credential_report = excluded.credential_report, credential_report_at = excluded.credential_report_at
        """;

    public ValueTask<IReadOnlyList<UserCredentials>> ListCredentialsAsync(string account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<UserCredentials>>(
            sql =>
            [
                .. sql.On(Users).With("@account", account).All(static row => (Id: row.GetString(0), User: ReadUser(row)))
                    .Select(found => found.User with { Keys = sql.On(Keys).With("@user", found.Id).All(ReadKey) }),
            ],
            ct);

    public ValueTask<CredentialReport?> FindAsync(string account, CancellationToken ct) => database.ReadAsync(
        sql => sql.On(Find).With("@account", account).First(static row => new CredentialReport(row.GetString(0), row.Time(1))), ct);

    public async ValueTask PutAsync(string account, CredentialReport report, CancellationToken ct) => await database.NoteAsync(
        sql => sql.On(Put).With("@account", account).With("@report", report.Content).With("@at", report.GeneratedAt).Run(), ct);

    private static UserCredentials ReadUser(DbDataReader row) => new(
        row.GetString(1),
        $"arn:aws:iam::{row.GetString(2)}:user{row.GetString(3)}{row.GetString(1)}",
        row.Time(4),
        row.TimeOrNull(5) is { } changed ? new(changed, row.TimeOrNull(6)) : null,
        row.GetBoolean(7),
        []);

    private static AccessKeyUse ReadKey(DbDataReader row) => new(
        row.GetBoolean(0), row.Time(1), row.TimeOrNull(2) is { } at ? (at, row.TextOrNull(3) ?? "", row.TextOrNull(4) ?? "") : null);
}
