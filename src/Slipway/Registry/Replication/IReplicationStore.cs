using Slipway.Registry.Journal;

namespace Slipway.Registry.Replication;

/// <summary>
/// The queue of what is to be replicated, and what came of it. Each method is one transaction; what returned is durable.
/// Must pass ReplicationStoreContract.
/// Tasks of one route, repository and subject form a lane: only its oldest is ever due, so that they end in their order.
/// </summary>
public interface IReplicationStore
{
    /// <summary>Queues what follows from changes of the journal, once, however often it is handed in.</summary>
    ValueTask QueueAsync(ReplicationBatch batch, DateTimeOffset now, CancellationToken ct);

    /// <summary>Queues tasks that follow no change. Settings whose turn has not come are not queued again: they are read only then.</summary>
    ValueTask AddAsync(IReadOnlyList<NewReplicationTask> tasks, DateTimeOffset now, CancellationToken ct);

    /// <summary>The routes that anything is queued for, in their order.</summary>
    ValueTask<IReadOnlyList<ReplicationRoute>> ListRoutesAsync(CancellationToken ct);

    /// <summary>What can be done now for a route, longest due first.</summary>
    ValueTask<IReadOnlyList<ReplicationTask>> ListDueAsync(ReplicationRoute route, DateTimeOffset now, int limit, CancellationToken ct);

    /// <returns>When the next task of a route is due that is not due yet; null when it has none.</returns>
    ValueTask<DateTimeOffset?> FindNextDueAsync(ReplicationRoute route, DateTimeOffset now, CancellationToken ct);

    /// <summary>Puts a task off, and remembers what came of its attempt.</summary>
    ValueTask PutOffAsync(ReplicationTask task, DateTimeOffset until, ReplicationFailure failure, ReplicationYield yield, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes a task off the queue and remembers what came of it.</summary>
    ValueTask FinishAsync(ReplicationTask task, ReplicationEnd end, DateTimeOffset now, CancellationToken ct);

    /// <summary>The copy of an image at a destination, for some days also of one that has gone from the source.</summary>
    /// <returns>null when none has arrived.</returns>
    ValueTask<ReplicationCopy?> FindCopyAsync(long repositoryId, Digest digest, ReplicationRoute route, CancellationToken ct);

    /// <summary>How it stands with an image, one for each destination that it was ever queued for.</summary>
    ValueTask<IReadOnlyList<ReplicationState>> ListStatesAsync(long repositoryId, Digest digest, CancellationToken ct);

    /// <summary>How it stands with the settings of a repository, one for each destination that they were ever brought to.</summary>
    ValueTask<IReadOnlyList<ReplicationState>> ListSettingsStatesAsync(long repositoryId, CancellationToken ct);

    /// <summary>The settings have to be brought to a destination anew, as its repository is made anew.</summary>
    ValueTask ForgetSettingsAsync(long repositoryId, ReplicationRoute route, CancellationToken ct);
}

/// <summary>What follows from some changes of the journal.</summary>
/// <param name="Position">The last change that was looked at.</param>
/// <param name="Steps">In the order of the changes.</param>
public sealed record ReplicationBatch(long Position, IReadOnlyList<ReplicationStep> Steps);

/// <param name="Change">Its id.</param>
/// <param name="Task">What is to be done; null when the image is gone and what came of it is no longer to be told.</param>
public sealed record ReplicationStep(long Change, long RepositoryId, Digest Digest, NewReplicationTask? Task);
