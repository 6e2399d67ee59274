using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Registry.Creation;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Templates;

/// <summary>A template as it is answered (API_RepositoryCreationTemplate).</summary>
internal sealed record RepositoryCreationTemplateShape(
    string Prefix,
    string? Description,
    TemplateEncryption EncryptionConfiguration,
    IReadOnlyList<TagShape> ResourceTags,
    TagMutability ImageTagMutability,
    IReadOnlyList<ImageTagMutabilityExclusionFilter>? ImageTagMutabilityExclusionFilters,
    string? RepositoryPolicy,
    string? LifecyclePolicy,
    IReadOnlyList<AppliedFor> AppliedFor,
    string? CustomRoleArn,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static RepositoryCreationTemplateShape Of(CreationTemplate template) => new(
        template.Prefix,
        template.Description,
        new(template.Encryption.Type, template.Encryption.KmsKey),
        TagShape.Of(template.ResourceTags),
        template.TagRules.Mutability,
        ImageTagMutabilityExclusionFilter.Of(template.TagRules),
        template.RepositoryPolicy,
        template.LifecyclePolicy,
        [.. template.AppliedFor.Select(occasion => (AppliedFor)occasion)],
        template.CustomRoleArn,
        template.CreatedAt,
        template.UpdatedAt);
}

/// <summary>One answer of the three operations on a single template.</summary>
internal sealed record CreationTemplateResponse(string RegistryId, RepositoryCreationTemplateShape RepositoryCreationTemplate)
{
    public static CreationTemplateResponse Of(CreationTemplate template) => new(template.Registry.Account, RepositoryCreationTemplateShape.Of(template));
}

/// <param name="KmsKey">An empty one counts as none.</param>
internal sealed record TemplateEncryption(
    EncryptionType EncryptionType,
    [Length(0, 2048), Pattern(@"^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+")] string? KmsKey);

/// <summary>In the order of <see cref="CreationOccasion"/>.</summary>
internal enum AppliedFor
{
    Replication,
    PullThroughCache,
    CreateOnPush,
}
