namespace Slipway.Registry.Lifecycle;

/// <summary>
/// The lifecycle policies of repositories, and when they are to run. Each method is one transaction; what returned is
/// durable. The repository of a deleted repository's id has no policy. Must pass LifecyclePolicyStoreContract.
/// </summary>
public interface ILifecyclePolicyStore
{
    /// <summary>Sets or replaces a repository's policy, and has it run soon.</summary>
    /// <param name="text">A policy that has been checked, kept as it is.</param>
    /// <returns>false when the repository is gone.</returns>
    ValueTask<bool> PutAsync(long repositoryId, string text, DateTimeOffset at, CancellationToken ct);

    /// <returns>null when there is none.</returns>
    ValueTask<StoredLifecyclePolicy?> FindAsync(long repositoryId, CancellationToken ct);

    /// <returns>What was there; null when there was none.</returns>
    ValueTask<StoredLifecyclePolicy?> DeleteAsync(long repositoryId, CancellationToken ct);

    /// <summary>Has the policies of these repositories run at their earliest; those without one are passed over.</summary>
    ValueTask NoteChangesAsync(IReadOnlyCollection<long> repositoryIds, DateTimeOffset at, CancellationToken ct);

    /// <summary>Policies whose time has come, longest due first.</summary>
    ValueTask<IReadOnlyList<DueLifecyclePolicy>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>To be called before the images are looked at: changes that are noted afterwards are not part of the run.</summary>
    /// <returns>false when the policy has been replaced or removed.</returns>
    ValueTask<bool> BeginRunAsync(long policyId, CancellationToken ct);

    /// <summary>Notes a run, unless the policy has been replaced meanwhile. What changed during the run has it run again at its earliest.</summary>
    ValueTask RecordRunAsync(LifecycleRunTimes run, CancellationToken ct);
}

/// <param name="EvaluatedAt">When it last ran; null before its first run.</param>
public sealed record StoredLifecyclePolicy(string Text, DateTimeOffset? EvaluatedAt);

/// <param name="PolicyId">Another for every policy that is ever set.</param>
public sealed record DueLifecyclePolicy(long PolicyId, Repository Repository, string Text, DateTimeOffset? EvaluatedAt);

/// <param name="EvaluatedAt">null for a run that failed: the last one's time stays.</param>
/// <param name="EarliestAt">No run before, whatever changes.</param>
/// <param name="DueAt">When it runs again if nothing changes.</param>
public sealed record LifecycleRunTimes(long PolicyId, DateTimeOffset? EvaluatedAt, DateTimeOffset EarliestAt, DateTimeOffset DueAt);
