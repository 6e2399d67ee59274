using Slipway.Ecr.Repositories;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire;

namespace Slipway.Ecr.Templates;

/// <summary>What a template may say, for those who make one and those who change one.</summary>
internal static class TemplateRules
{
    /// <summary>As the model states it.</summary>
    public const string PrefixPattern = @"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$";

    /// <summary>Of one registry.</summary>
    public const int MostTemplates = 50;

    /// <summary>
    /// Who sets what repositories begin with must be allowed to set it on repositories with this prefix; and to pass the role.
    /// </summary>
    public static Access DemandFor(this Access access, Caller caller, string prefix, string? repositoryPolicy, string? lifecyclePolicy, string? roleArn, bool setsTags)
    {
        var below = CreationTemplate.KeyOf(prefix) is var key && key == CreationTemplate.Root ? "*" : $"{key}/*";
        var resource = $"arn:aws:ecr:{caller.Region}:{caller.Account}:repository/{below}";
        if (!string.IsNullOrEmpty(repositoryPolicy)) access.Also("ecr:SetRepositoryPolicy", resource);
        if (!string.IsNullOrEmpty(lifecyclePolicy)) access.Also("ecr:PutLifecyclePolicy", resource);
        if (!string.IsNullOrEmpty(roleArn)) access.Also("iam:PassRole", roleArn);
        // Without a role nobody else is asked whether repositories may have these tags.
        else if (setsTags || roleArn is not null) access.Also("ecr:TagResource", resource);
        return access;
    }

    /// <exception cref="AwsError">A key without KMS.</exception>
    public static Encryption ToEncryption(TemplateEncryption? encryption) => EncryptionConfiguration.ToEncryption(
        encryption is null ? null : new(encryption.EncryptionType, string.IsNullOrEmpty(encryption.KmsKey) ? null : encryption.KmsKey));

    /// <exception cref="AwsError">An empty list, or an occasion twice.</exception>
    public static IReadOnlyList<CreationOccasion> ToOccasions(IReadOnlyList<AppliedFor> appliedFor)
    {
        if (appliedFor.Count == 0) throw EcrErrors.InvalidParameter("appliedFor", "Member must have length greater than or equal to 1");
        return [.. appliedFor.Distinct().Select(occasion => (CreationOccasion)occasion)];
    }

    /// <exception cref="AwsError">More tags than a repository can have.</exception>
    public static TagSet ToTags(IReadOnlyList<TagShape>? resourceTags, RegistryScope registry, string prefix)
    {
        var tags = TagShape.ToSet(resourceTags);
        return tags.Count <= TagShape.MostTags ? tags : throw EcrErrors.TooManyTags($"repository creation template {prefix} of {registry.Account}");
    }

    /// <exception cref="AwsError">KMS without a role that ECR could take on for it, or a role of another account.</exception>
    public static CreationTemplate Checked(this CreationTemplate template)
    {
        if (template.CustomRoleArn is null)
        {
            return template.Encryption.Type is EncryptionType.Aes256
                ? template
                : throw EcrErrors.InvalidParameter("customRoleArn", "must not be null when encryptionType is not AES256");
        }

        return Arn.TryParse(template.CustomRoleArn, out var role)
            && role is { Service: "iam", Region: "" } && role.Account == template.Registry.Account && role.Resource.StartsWith("role/", StringComparison.Ordinal)
            ? template
            : throw EcrErrors.InvalidParameter("customRoleArn", $"must be the ARN of a role of the account {template.Registry.Account}");
    }
}
