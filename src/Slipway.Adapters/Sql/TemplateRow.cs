using System.Data.Common;
using Slipway.Registry;
using Slipway.Registry.Creation;

namespace Slipway.Adapters.Sql;

/// <summary>A row of the table <c>creation_template</c>, both ways.</summary>
internal static class TemplateRow
{
    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        """
        account, region, prefix, description, encryption_type, kms_key, resource_tags, tag_mutability, tag_exclusions,
        repository_policy, lifecycle_policy, applied_for, custom_role_arn, created_at, updated_at
        """;

    public static CreationTemplate Read(DbDataReader row) => new(
        new(row.GetString(0), row.GetString(1)),
        row.GetString(2),
        row.TextOrNull(3),
        new(Enum.Parse<EncryptionType>(row.GetString(4)), row.TextOrNull(5)),
        new(JsonText.Map(row.GetString(6))),
        RepositoryRow.Rules(row.GetString(7), row.GetString(8)),
        row.TextOrNull(9),
        row.TextOrNull(10),
        [.. JsonText.List(row.GetString(11)).Select(Enum.Parse<CreationOccasion>)],
        row.TextOrNull(12),
        row.Time(13),
        row.Time(14));

    public static SqlStatement With(this SqlStatement statement, CreationTemplate template) => statement
        .With("@account", template.Registry.Account)
        .With("@region", template.Registry.Region)
        .With("@key", template.Key)
        .With("@prefix", template.Prefix)
        .With("@description", template.Description)
        .With("@encryption", template.Encryption.Type.ToString())
        .With("@kms_key", template.Encryption.KmsKey)
        .With("@tags", JsonText.Of(template.ResourceTags))
        .With("@mutability", template.TagRules.Mutability.ToString())
        .With("@exclusions", JsonText.Of(template.TagRules.Exclusions))
        .With("@repository_policy", template.RepositoryPolicy)
        .With("@lifecycle_policy", template.LifecyclePolicy)
        .With("@applied_for", JsonText.Of([.. template.AppliedFor.Select(occasion => occasion.ToString())]))
        .With("@role", template.CustomRoleArn)
        .With("@created_at", template.CreatedAt)
        .With("@updated_at", template.UpdatedAt);
}
