using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="IOpenIdConnectProviderStore"/>
internal sealed class SqlOpenIdConnectProviderStore(IdentityDatabase database) : IOpenIdConnectProviderStore
{
    private const string Columns = "account, url, created_at, client_ids, thumbprints, tags";

    private const string Add =
        """
        insert into iam_oidc_provider (arn, account, url, client_ids, thumbprints, tags, created_at)
        values (@arn, @account, @url, @client_ids, @thumbprints, @tags, @created_at)
        """;

    private const string Find = $"select {Columns} from iam_oidc_provider where arn = @arn";

    private const string List = $"select {Columns} from iam_oidc_provider where account = @account order by arn";

    private const string Count = "select count(*) from iam_oidc_provider where account = @account";

    private const string Change = "update iam_oidc_provider set client_ids = @client_ids, thumbprints = @thumbprints, tags = @tags where arn = @arn";

    private const string Delete = "delete from iam_oidc_provider where arn = @arn";

    public ValueTask<Addition> AddAsync(OpenIdConnectProvider provider, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, provider.Arn) is not null) return Addition.NameTaken;
            if (sql.On(Count).With("@account", provider.Account).Number() >= OpenIdConnectProvider.MostOfAccount) return Addition.QuotaExceeded;
            Bind(sql.On(Add), provider).With("@account", provider.Account).With("@url", provider.Url).With("@created_at", provider.CreatedAt).Run();
            return Addition.Added;
        },
        ct);

    public ValueTask<OpenIdConnectProvider?> FindAsync(string arn, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, arn), ct);

    public ValueTask<OpenIdConnectProvider?> FindByUrlAsync(string account, string url, CancellationToken ct) =>
        FindAsync(OpenIdConnectProvider.ArnOf(account, url), ct);

    public ValueTask<IReadOnlyList<OpenIdConnectProvider>> ListAsync(string account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<OpenIdConnectProvider>>(sql => sql.On(List).With("@account", account).All(Read), ct);

    public ValueTask<OpenIdConnectProvider?> ChangeAsync(
        string arn, Func<OpenIdConnectProvider, OpenIdConnectProvider> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, arn) is not { } found) return null;
            var changed = change(found);
            Bind(sql.On(Change), changed).Run();
            return changed;
        },
        ct);

    public ValueTask<bool> DeleteAsync(string arn, CancellationToken ct) => database.WriteAsync(sql => sql.On(Delete).With("@arn", arn).Run() == 1, ct);

    private static OpenIdConnectProvider? FindIn(SqlSession sql, string arn) => sql.On(Find).With("@arn", arn).First(Read);

    private static SqlStatement Bind(SqlStatement statement, OpenIdConnectProvider provider) => statement
        .With("@arn", provider.Arn)
        .With("@client_ids", JsonText.Of(provider.ClientIds))
        .With("@thumbprints", JsonText.Of(provider.Thumbprints))
        .With("@tags", JsonText.Of(provider.Tags));

    private static OpenIdConnectProvider Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.Time(2))
    {
        ClientIds = JsonText.List(row.GetString(3)),
        Thumbprints = JsonText.List(row.GetString(4)),
        Tags = new(JsonText.Map(row.GetString(5))),
    };
}
