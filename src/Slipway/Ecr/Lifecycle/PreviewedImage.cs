using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>Which results are shown (API_LifecyclePolicyPreviewFilter).</summary>
internal sealed record LifecyclePolicyPreviewFilter(TagStatus? TagStatus);

/// <summary>An image that would go (API_LifecyclePolicyPreviewResult).</summary>
internal sealed record PreviewedImage(
    IReadOnlyList<string>? ImageTags,
    string ImageDigest,
    DateTimeOffset ImagePushedAt,
    LifecyclePolicyRuleAction Action,
    int AppliedRulePriority,
    StorageClass StorageClass)
{
    public static PreviewedImage Of(LifecyclePreviewResult result) => new(
        result.Tags is { Count: > 0 } tags ? tags : null,
        result.Digest.ToString(),
        result.PushedAt,
        LifecyclePolicyRuleAction.Of(result.Action),
        result.RulePriority,
        result.StorageClass);
}

/// <param name="TargetStorageClass">null unless it is a transition.</param>
internal sealed record LifecyclePolicyRuleAction(LifecycleAction Type, TargetStorageClass? TargetStorageClass)
{
    public static LifecyclePolicyRuleAction Of(LifecycleAction action) =>
        new(action, action is LifecycleAction.Transition ? Lifecycle.TargetStorageClass.Archive : null);
}

internal enum TargetStorageClass
{
    Archive,
}

/// <param name="ExpiringImageTotalCount">null before the preview is complete.</param>
/// <param name="TransitioningImageTotalCounts">null when none would be archived.</param>
internal sealed record LifecyclePolicyPreviewSummary(int? ExpiringImageTotalCount, IReadOnlyList<TransitioningImageTotalCount>? TransitioningImageTotalCounts)
{
    public static LifecyclePolicyPreviewSummary Of(LifecyclePreview preview) => new(
        (int)preview.Expiring, preview.Transitioning > 0 ? [new(TargetStorageClass.Archive, (int)preview.Transitioning)] : null);
}

internal sealed record TransitioningImageTotalCount(TargetStorageClass TargetStorageClass, int ImageTotalCount);
