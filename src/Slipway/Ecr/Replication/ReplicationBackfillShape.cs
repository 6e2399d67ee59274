using Slipway.Registry.Replication;

namespace Slipway.Ecr.Replication;

/// <summary>A backfill and how far it is; the names of its states are those that ECR's own has.</summary>
internal sealed record ReplicationBackfillShape(
    string ReplicationBackfillId,
    ReplicationDestinationShape Destination,
    ReplicationBackfillStatus Status,
    long QueuedCount,
    long CompletedCount,
    long FailedCount,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt)
{
    public static ReplicationBackfillShape Of(ReplicationBackfill backfill) => new(
        backfill.PublicId,
        ReplicationDestinationShape.Of(backfill.Route.Destination),
        StatusOf(backfill),
        backfill.Queued,
        backfill.Completed,
        backfill.Failed,
        backfill.StartedAt,
        backfill.EndedAt);

    private static ReplicationBackfillStatus StatusOf(ReplicationBackfill backfill) => backfill switch
    {
        { IsStopped: true } => ReplicationBackfillStatus.Stopped,
        { EndedAt: not null, Failed: 0 } => ReplicationBackfillStatus.Complete,
        { EndedAt: not null } => ReplicationBackfillStatus.Failed,
        { Position: null } => ReplicationBackfillStatus.InProgress,
        _ => ReplicationBackfillStatus.Preparing,
    };
}

internal enum ReplicationBackfillStatus
{
    /// <summary>What matches is still being looked for; what was found is already under way.</summary>
    Preparing,

    InProgress,
    Complete,

    /// <summary>Ended, and something did not arrive.</summary>
    Failed,

    /// <summary>Ended before its time; what was queued and neither completed nor failed has been dropped.</summary>
    Stopped,
}
