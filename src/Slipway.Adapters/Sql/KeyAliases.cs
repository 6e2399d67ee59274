using System.Data.Common;
using Slipway.Kernel;
using Slipway.Kms.Keys;

namespace Slipway.Adapters.Sql;

/// <summary>The aliases of keys, inside one transaction.</summary>
internal static class KeyAliases
{
    private const string Columns = "account, region, name, key_id, created_at, updated_at";

    private const string Add =
        """
        insert into kms_alias (account, region, name, key_id, created_at, updated_at)
        values (@account, @region, @alias, @key, @created_at, @updated_at) on conflict do nothing
        """;

    private const string MoveAlias =
        "update kms_alias set key_id = @key, updated_at = @at where account = @account and region = @region and name = @alias";

    private const string DeleteAlias = "delete from kms_alias where account = @account and region = @region and name = @alias";

    private const string DeleteOfKey = "delete from kms_alias where account = @account and region = @region and key_id = @key";

    private const string ListAll =
        $"select {Columns} from kms_alias where account = @account and region = @region and name > @after order by name limit @limit";

    private const string ListOfKey =
        $"select {Columns} from kms_alias where account = @account and region = @region and key_id = @key and name > @after order by name limit @limit";

    public static bool TryAdd(SqlSession session, KmsAlias alias) => On(session, Add, alias.Account, alias.Region)
        .With("@alias", alias.Name)
        .With("@key", alias.KeyId)
        .With("@created_at", alias.CreatedAt)
        .With("@updated_at", alias.UpdatedAt)
        .Run() > 0;

    public static bool Move(SqlSession session, string account, string region, string alias, string keyId, DateTimeOffset at) =>
        On(session, MoveAlias, account, region).With("@alias", alias).With("@key", keyId).With("@at", at).Run() > 0;

    public static bool Delete(SqlSession session, string account, string region, string alias) =>
        On(session, DeleteAlias, account, region).With("@alias", alias).Run() > 0;

    public static void DeleteOf(SqlSession session, string account, string region, string keyId) =>
        On(session, DeleteOfKey, account, region).With("@key", keyId).Run();

    public static Page<KmsAlias> List(SqlSession session, string account, string region, string? keyId, string? after, int limit)
    {
        var statement = On(session, keyId is null ? ListAll : ListOfKey, account, region).With("@after", after ?? "");
        if (keyId is not null) statement.With("@key", keyId);
        return statement.Page(limit, Read);
    }

    private static SqlStatement On(SqlSession session, string sql, string account, string region) =>
        session.On(sql).With("@account", account).With("@region", region);

    private static KmsAlias Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Time(4), row.Time(5));
}
