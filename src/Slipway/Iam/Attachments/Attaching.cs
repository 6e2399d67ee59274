using Slipway.Iam.Policies;
using Slipway.Identity.Policies;
using Slipway.Wire;

namespace Slipway.Iam.Attachments;

/// <summary>What attaching is for users, groups and roles alike.</summary>
internal static class Attaching
{
    /// <exception cref="AwsError">ValidationError, NoSuchEntity, PolicyNotAttachable or LimitExceeded.</exception>
    public static async ValueTask AttachAsync(
        this IAttachmentStore attachments, PolicyHolder holder, string policyArn, DateTimeOffset now, CancellationToken ct)
    {
        var policy = PolicyReference.Parse(policyArn);
        if (policy.IsForServices && AwsManagedPolicies.Find(policyArn) is not null) throw IamErrors.ServiceRolePolicy();
        var (most, quota) = holder.Attachments;
        var outcome = await attachments.AttachAsync(holder.Id, policyArn, most, now, ct);
        if (outcome is AttachmentOutcome.NoSuchPrincipal) throw IamErrors.NotFound(holder.Kind, holder.Name);
        if (outcome is AttachmentOutcome.NoSuchPolicy) throw IamErrors.NoSuchAttachablePolicy(policyArn);
        if (outcome is AttachmentOutcome.QuotaExceeded) throw IamErrors.QuotaExceeded(quota, most);
    }

    /// <exception cref="AwsError">ValidationError, or NoSuchEntity when it is not attached.</exception>
    public static async ValueTask DetachAsync(this IAttachmentStore attachments, PolicyHolder holder, string policyArn, CancellationToken ct)
    {
        _ = PolicyReference.Parse(policyArn);
        if (!await attachments.DetachAsync(holder.Id, policyArn, ct)) throw IamErrors.PolicyNotFound(policyArn);
    }
}
