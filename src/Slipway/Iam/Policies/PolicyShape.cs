using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Iam.Policies;

/// <summary>A managed policy as clients see it (API_Policy).</summary>
internal sealed record PolicyShape(
    string PolicyName,
    string PolicyId,
    string Arn,
    string Path,
    string DefaultVersionId,
    int AttachmentCount,
    int PermissionsBoundaryUsageCount,
    bool IsAttachable,
    string? Description,
    DateTimeOffset CreateDate,
    DateTimeOffset UpdateDate,
    IReadOnlyList<TagShape>? Tags)
{
    public static PolicyShape Of(CustomerPolicy policy) => new(
        policy.Name, policy.Id, policy.Arn, policy.Path, PolicyVersion.IdOf(policy.DefaultVersion),
        (int)policy.Usage.Attachments, (int)policy.Usage.Boundaries, IsAttachable: true,
        policy.Description, policy.CreatedAt.ToSeconds(), policy.UpdatedAt.ToSeconds(), TagShape.OrNull(policy.Tags));

    /// <param name="usage">Within the account that asks.</param>
    public static PolicyShape Of(AwsManagedPolicy policy, PolicyUsage usage) => new(
        policy.Name, policy.Id, policy.Arn, policy.Path, policy.Version,
        (int)usage.Attachments, (int)usage.Boundaries, IsAttachable: true,
        policy.Description, policy.CreatedAt, policy.UpdatedAt, Tags: null);

    /// <summary>In listings description and tags are left out.</summary>
    public PolicyShape Listed() => this with { Description = null, Tags = null };
}
