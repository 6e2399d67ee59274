using System.Data.Common;
using Slipway.Kernel;
using Slipway.SecretsManager;

namespace Slipway.Adapters.Sql;

/// <summary>Rows of <c>secret</c> and <c>secret_version</c> as the service's types.</summary>
internal static class SecretRow
{
    public const string Columns =
        "s.id, s.account, s.region, s.name, s.suffix, s.description, s.kms_key, s.tags, s.created_at, s.changed_at, s.accessed_at, s.deleted_at, s.purge_at";

    public const string VersionColumns = "v.version, v.stages, v.created_at, v.accessed_at, v.fingerprint";

    public static Secret Read(DbDataReader row) => new(
        row.GetInt64(0),
        new(row.GetString(1), row.GetString(2)),
        row.GetString(3),
        row.GetString(4),
        row.TextOrNull(5),
        row.TextOrNull(6),
        new TagSet(JsonText.Map(row.GetString(7))),
        row.Time(8),
        row.Time(9),
        row.GetInt64(10) == 0 ? null : row.Time(10),
        row.TimeOrNull(11),
        row.TimeOrNull(12),
        Versions: []);

    public static SecretVersion ReadVersion(DbDataReader row) =>
        new(row.GetString(0), JsonText.List(row.GetString(1)), row.Time(2), row.TimeOrNull(3), row.Bytes(4), Sealed: null);

    public static SqlStatement With(this SqlStatement statement, Secret secret) => statement
        .With("@description", secret.Description)
        .With("@kms_key", secret.KmsKeyId)
        .With("@tags", JsonText.Of(secret.Tags))
        .With("@changed_at", secret.ChangedAt)
        .With("@accessed_at", secret.AccessedAt?.ToUnixTimeMilliseconds() ?? 0)
        .With("@deleted_at", secret.DeletedAt)
        .With("@purge_at", secret.PurgeAt);
}
