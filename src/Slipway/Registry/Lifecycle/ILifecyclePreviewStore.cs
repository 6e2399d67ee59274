using Slipway.Kernel;

namespace Slipway.Registry.Lifecycle;

/// <summary>
/// The last preview of each repository's policy and its results. Each method is one transaction; what returned is durable.
/// Must pass LifecyclePreviewStoreContract.
/// </summary>
public interface ILifecyclePreviewStore
{
    /// <returns>null when there is none.</returns>
    ValueTask<LifecyclePreview?> FindAsync(long repositoryId, CancellationToken ct);

    /// <summary>Begins a preview in the place of the last one.</summary>
    /// <returns>false when one is in progress, or the repository is gone.</returns>
    ValueTask<bool> TryBeginAsync(long repositoryId, string text, DateTimeOffset at, CancellationToken ct);

    /// <summary>Removes results of a preview that is in progress or has expired, at most so many.</summary>
    /// <returns>How many went.</returns>
    ValueTask<int> ClearResultsAsync(long previewId, int limit, CancellationToken ct);

    /// <summary>Adds results to a preview that is in progress.</summary>
    ValueTask AddResultsAsync(long previewId, IReadOnlyList<LifecyclePreviewResult> results, CancellationToken ct);

    /// <summary>Ends a preview that is in progress.</summary>
    ValueTask EndAsync(long previewId, LifecyclePreviewStatus status, long expiring, long transitioning, CancellationToken ct);

    /// <summary>In their order, those after a position. Costs follow the page, whatever the filter.</summary>
    ValueTask<Page<LifecyclePreviewResult>> ListResultsAsync(long previewId, TagStatus tagStatus, long? after, int limit, CancellationToken ct);

    /// <returns>null when the image would stay.</returns>
    ValueTask<LifecyclePreviewResult?> FindResultAsync(long previewId, Digest digest, CancellationToken ct);

    /// <summary>Previews in progress, longest first.</summary>
    ValueTask<IReadOnlyList<UnfinishedPreview>> ListUnfinishedAsync(int limit, CancellationToken ct);

    /// <summary>Has previews that began before a moment expire; their results are to be cleared.</summary>
    ValueTask<IReadOnlyList<LifecyclePreview>> ExpireAsync(DateTimeOffset startedBefore, int limit, CancellationToken ct);
}

public sealed record LifecyclePreview(
    long Id, long RepositoryId, string Text, LifecyclePreviewStatus Status, DateTimeOffset StartedAt, long Expiring, long Transitioning);

public sealed record UnfinishedPreview(Repository Repository, LifecyclePreview Preview);

/// <param name="Position">Of the image among the results, oldest first.</param>
public sealed record LifecyclePreviewResult(
    long Position,
    Digest Digest,
    IReadOnlyList<string> Tags,
    DateTimeOffset PushedAt,
    LifecycleAction Action,
    int RulePriority,
    StorageClass StorageClass);

/// <summary>API_GetLifecyclePolicyPreview, <c>status</c>.</summary>
public enum LifecyclePreviewStatus
{
    InProgress,
    Complete,
    Expired,
    Failed,
}
