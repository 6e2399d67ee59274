using Slipway.Iam.Attachments;
using Slipway.Iam.InstanceProfiles;
using Slipway.Iam.Policies;
using Slipway.Iam.Roles;
using Slipway.Identity.Groups;
using Slipway.Identity.Policies;
using Slipway.Identity.Roles;
using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Iam.Account;

/// <summary>A user with all that gives it permissions (API_UserDetail).</summary>
internal sealed record UserDetail(
    string Path,
    string UserName,
    string UserId,
    string Arn,
    DateTimeOffset CreateDate,
    IReadOnlyList<PolicyDetail> UserPolicyList,
    IReadOnlyList<string> GroupList,
    IReadOnlyList<AttachedPolicy> AttachedManagedPolicies,
    BoundaryShape? PermissionsBoundary,
    IReadOnlyList<TagShape> Tags)
{
    public static UserDetail Of(User user, HeldPolicies held, IReadOnlyList<Group> groups) => new(
        user.Path, user.Name, user.Id, user.Arn, user.CreatedAt.ToSeconds(), PolicyDetail.Of(held), [.. groups.Select(group => group.Name)],
        AttachedPolicy.Of(held.Attached), BoundaryShape.OrNull(user.BoundaryArn), TagShape.Of(user.Tags));
}

/// <summary>A group with its policies (API_GroupDetail).</summary>
internal sealed record GroupDetail(
    string Path,
    string GroupName,
    string GroupId,
    string Arn,
    DateTimeOffset CreateDate,
    IReadOnlyList<PolicyDetail> GroupPolicyList,
    IReadOnlyList<AttachedPolicy> AttachedManagedPolicies)
{
    public static GroupDetail Of(Group group, HeldPolicies held) => new(
        group.Path, group.Name, group.Id, group.Arn, group.CreatedAt.ToSeconds(), PolicyDetail.Of(held), AttachedPolicy.Of(held.Attached));
}

/// <summary>A role with its policies and instance profiles (API_RoleDetail).</summary>
internal sealed record RoleDetail(
    string Path,
    string RoleName,
    string RoleId,
    string Arn,
    DateTimeOffset CreateDate,
    string AssumeRolePolicyDocument,
    IReadOnlyList<InstanceProfileShape> InstanceProfileList,
    IReadOnlyList<PolicyDetail> RolePolicyList,
    IReadOnlyList<AttachedPolicy> AttachedManagedPolicies,
    BoundaryShape? PermissionsBoundary,
    IReadOnlyList<TagShape> Tags,
    RoleLastUsedShape RoleLastUsed)
{
    /// <param name="trust">From <see cref="TrustPolicies.ShowAsync"/>.</param>
    public static RoleDetail Of(Role role, string trust, HeldPolicies held, IReadOnlyList<InstanceProfileShape> profiles) => new(
        role.Path, role.Name, role.Id, role.Arn, role.CreatedAt.ToSeconds(), trust, profiles, PolicyDetail.Of(held), AttachedPolicy.Of(held.Attached),
        BoundaryShape.OrNull(role.BoundaryArn), TagShape.Of(role.Tags), new(role.LastUsed?.At.ToSeconds(), role.LastUsed?.Region));
}

/// <summary>An inline policy (API_PolicyDetail).</summary>
internal sealed record PolicyDetail(string PolicyName, string PolicyDocument)
{
    public static IReadOnlyList<PolicyDetail> Of(HeldPolicies held) =>
        [.. held.Inline.Select(policy => new PolicyDetail(policy.Name, PolicyDocumentText.Encode(policy.Document)))];
}

/// <summary>A managed policy with its versions (API_ManagedPolicyDetail).</summary>
internal sealed record ManagedPolicyDetail(
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
    IReadOnlyList<PolicyVersionShape> PolicyVersionList)
{
    public static ManagedPolicyDetail Of(PolicyShape policy, IReadOnlyList<PolicyVersionShape> versions) => new(
        policy.PolicyName, policy.PolicyId, policy.Arn, policy.Path, policy.DefaultVersionId, policy.AttachmentCount,
        policy.PermissionsBoundaryUsageCount, policy.IsAttachable, policy.Description, policy.CreateDate, policy.UpdateDate, versions);
}
