using System.Data.Common;
using Slipway.Identity;
using Slipway.Identity.Providers;

namespace Slipway.Adapters.Sql;

/// <inheritdoc cref="ISamlProviderStore"/>
internal sealed class SqlSamlProviderStore(IdentityDatabase database) : ISamlProviderStore
{
    private const string Columns = "account, name, uuid, created_at, valid_until, requires_encryption, tags, document";

    private const string Add =
        """
        insert into iam_saml_provider (arn, account, name, uuid, document, requires_encryption, tags, created_at, valid_until)
        values (@arn, @account, @name, @uuid, @document, @requires_encryption, @tags, @created_at, @valid_until)
        """;

    private const string Find = $"select {Columns} from iam_saml_provider where arn = @arn";

    private const string List =
        """
        select account, name, uuid, created_at, valid_until, requires_encryption, tags, '' from iam_saml_provider
        where account = @account order by arn
        """;

    private const string Count = "select count(*) from iam_saml_provider where account = @account";

    private const string Change =
        """
        update iam_saml_provider set document = @document, requires_encryption = @requires_encryption, tags = @tags, valid_until = @valid_until
        where arn = @arn
        """;

    private const string Delete = "delete from iam_saml_provider where arn = @arn";

    public ValueTask<Addition> AddAsync(SamlProvider provider, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, provider.Arn) is not null) return Addition.NameTaken;
            if (sql.On(Count).With("@account", provider.Account).Number() >= SamlProvider.MostOfAccount) return Addition.QuotaExceeded;
            Bind(sql.On(Add), provider)
                .With("@account", provider.Account)
                .With("@name", provider.Name)
                .With("@uuid", provider.Uuid)
                .With("@created_at", provider.CreatedAt)
                .Run();
            return Addition.Added;
        },
        ct);

    public ValueTask<SamlProvider?> FindAsync(string arn, CancellationToken ct) => database.ReadAsync(sql => FindIn(sql, arn), ct);

    public ValueTask<IReadOnlyList<SamlProvider>> ListAsync(string account, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<SamlProvider>>(sql => sql.On(List).With("@account", account).All(Read), ct);

    public ValueTask<SamlProvider?> ChangeAsync(string arn, Func<SamlProvider, SamlProvider> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (FindIn(sql, arn) is not { } found) return null;
            var changed = change(found);
            Bind(sql.On(Change), changed).Run();
            return changed;
        },
        ct);

    public ValueTask<bool> DeleteAsync(string arn, CancellationToken ct) => database.WriteAsync(sql => sql.On(Delete).With("@arn", arn).Run() == 1, ct);

    private static SamlProvider? FindIn(SqlSession sql, string arn) => sql.On(Find).With("@arn", arn).First(Read);

    private static SqlStatement Bind(SqlStatement statement, SamlProvider provider) => statement
        .With("@arn", provider.Arn)
        .With("@document", provider.Document)
        .With("@requires_encryption", provider.RequiresEncryption)
        .With("@tags", JsonText.Of(provider.Tags))
        .With("@valid_until", provider.ValidUntil);

    private static SamlProvider Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(7), row.Time(3), row.Time(4))
        {
            RequiresEncryption = row.GetBoolean(5),
            Tags = new(JsonText.Map(row.GetString(6))),
        };
}
