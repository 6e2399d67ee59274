namespace Slipway.Registry.Replication;

/// <summary>One thing to be done at a destination.</summary>
/// <param name="RepositoryId">Of the source.</param>
/// <param name="Image">null for settings.</param>
/// <param name="Tag">What the image was pushed, or deleted, with; null for an image by itself.</param>
/// <param name="BackfillId">The backfill that it belongs to; null for what follows a change.</param>
public sealed record NewReplicationTask(
    ReplicationRoute Route, long RepositoryId, RepositoryName Repository, Digest? Image, ImageTag? Tag, ReplicationAction Action, long? BackfillId)
{
    // Neither a tag nor a digest.
    private const string SettingsSubject = ":settings";

    /// <summary>What stays in order: a tag, or an image without one. Each goes its own way, so that one that fails holds up no other.</summary>
    public string Subject => Tag?.ToString() ?? Image?.ToString() ?? SettingsSubject;

    /// <summary>Of a task that is about an image.</summary>
    public Digest Digest => Image ?? throw new InvalidOperationException("Settings have no digest.");

    public static NewReplicationTask OfSettings(ReplicationRoute route, long repositoryId, RepositoryName repository) =>
        new(route, repositoryId, repository, null, null, ReplicationAction.Settings, null);
}

public enum ReplicationAction
{
    /// <summary>Bring the image with all that it needs, and set the tag.</summary>
    Push,

    /// <summary>Take the tag away, and the image with its last tag.</summary>
    DeleteImage,

    /// <summary>Take the tag away and leave the image.</summary>
    DeleteTag,

    /// <summary>Give the repository the settings that the source's has by then.</summary>
    Settings,
}

/// <summary>A task that waits in the queue.</summary>
/// <param name="Attempts">How often it has been tried in vain.</param>
public sealed record ReplicationTask(long Id, NewReplicationTask What, int Attempts, DateTimeOffset QueuedAt);

/// <summary>How it stands with an image at a destination (API_ImageReplicationStatus).</summary>
/// <param name="FailureCode">null unless failed.</param>
public sealed record ReplicationState(ReplicationRoute Route, ReplicationStatus Status, string? FailureCode)
{
    /// <summary>Why it has failed, or why the last attempt of what is under way has.</summary>
    public ReplicationFailure? Failure { get; init; }

    /// <summary>How often what is under way has been tried in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When what is under way is tried again; null when it has not been tried yet.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}

/// <param name="Code">As <c>failureCode</c> says it.</param>
/// <param name="Reason">A sentence for people; names hosts, never secrets.</param>
public sealed record ReplicationFailure(string Code, string Reason);

public enum ReplicationStatus
{
    InProgress,
    Complete,
    Failed,
}
