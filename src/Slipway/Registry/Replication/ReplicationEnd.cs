using Slipway.Registry.Journal;

namespace Slipway.Registry.Replication;

/// <summary>What came of a task, or of an attempt at it.</summary>
/// <param name="Copies">What has arrived, the image itself or its children.</param>
/// <param name="Tasks">What is to be done because of it.</param>
public sealed record ReplicationYield(IReadOnlyCollection<ReplicationCopy> Copies, IReadOnlyList<NewReplicationTask> Tasks)
{
    public static ReplicationYield None { get; } = new([], []);
}

/// <param name="State">null when nothing is to be remembered of the image.</param>
/// <param name="Change">What the journal is to tell of it, in the same transaction; null for nothing.</param>
public sealed record ReplicationEnd(ReplicationState? State, ReplicationYield Yield, RegistryChange? Change);
