using System.Data.Common;
using Slipway.Registry;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>repository</c>, both ways.</summary>
internal static class RepositoryRow
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        "r.id, r.account, r.region, r.name, r.created_at, r.tag_mutability, r.tag_exclusions, r.scan_on_push, r.encryption_type, r.kms_key, r.resource_tags, r.blob_domain";

    public static Repository Read(DbDataReader row) => new(
        row.GetInt64(0),
        new(row.GetString(1), row.GetString(2)),
        Name(row.GetString(3)),
        row.Time(4),
        Rules(row.GetString(5), row.GetString(6)),
        row.GetBoolean(7),
        new(Enum.Parse<EncryptionType>(row.GetString(8)), row.TextOrNull(9)) { Domain = row.GetInt64(11) },
        new(JsonText.Map(row.GetString(10))));

    public static TagRules Rules(string mutability, string exclusions) =>
        mutability == nameof(TagMutability.Mutable) ? TagRules.Mutable : new(Enum.Parse<TagMutability>(mutability), JsonText.List(exclusions));

    public static RepositoryName Name(string text) =>
        RepositoryName.TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a repository name.");
}
