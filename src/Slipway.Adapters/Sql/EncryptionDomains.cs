using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>The numbers of the domains of encryption, inside one transaction.</summary>
internal static class EncryptionDomains
{
    private const string Find = "select id from encryption_domain where kms_key = @key and is_dual = @dual";

    private const string Add = "insert into encryption_domain (kms_key, is_dual) values (@key, @dual) returning id";

    /// <summary>The domain of an encryption, made when it is the first of its key.</summary>
    public static long Ensure(SqlSession session, Encryption encryption)
    {
        if (encryption.KmsKey is not { } key) return BlobName.Shared;
        var isDual = encryption.Type is EncryptionType.KmsDsse;
        return Named(session, Find, key, isDual).Number() ?? Named(session, Add, key, isDual).Number()!.Value;
    }

    private static SqlStatement Named(SqlSession session, string sql, string key, bool isDual) =>
        session.On(sql).With("@key", key).With("@dual", isDual);
}
