namespace Slipway.Registry.Replication;

/// <summary>
/// The searches for what was there before its destination. Each method is one transaction; what returned is durable. Must
/// pass ReplicationStoreContract.
/// </summary>
public interface IReplicationBackfillStore
{
    /// <returns>false when one of this route has not ended yet.</returns>
    ValueTask<bool> TryAddAsync(ReplicationBackfill backfill, CancellationToken ct);

    /// <param name="publicId">As it was told to who started it.</param>
    /// <returns>null when there is none.</returns>
    ValueTask<ReplicationBackfill?> FindAsync(string publicId, CancellationToken ct);

    /// <returns>The oldest whose search has not come to its end; null when there is none.</returns>
    ValueTask<ReplicationBackfill?> FindSearchingAsync(CancellationToken ct);

    /// <summary>Ends it, unless it has ended: what it has queued goes. What is under way is seen to its end and counts no more.</summary>
    ValueTask StopAsync(long id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Queues what a piece of the search has found, and notes where it goes on; nothing, once it has been stopped.</summary>
    /// <param name="next">null when there is nothing more to be searched.</param>
    ValueTask AdvanceAsync(long id, IReadOnlyList<NewReplicationTask> found, BackfillPosition? next, DateTimeOffset now, CancellationToken ct);
}

/// <param name="Id">Given by the store; 0 before.</param>
/// <param name="Position">Where the search goes on; null once it has come to its end.</param>
/// <param name="Queued">Images that were found to be copied, each of their tags by itself.</param>
/// <param name="Completed">Those of them that have arrived, or are no longer what they were.</param>
public sealed record ReplicationBackfill(
    long Id, string PublicId, ReplicationRoute Route, BackfillPosition? Position, long Queued, long Completed, long Failed, DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>Ended before its time.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Still in the queue.</summary>
    public long Pending => IsStopped ? 0 : Queued - Completed - Failed;
}

/// <param name="Repository">The search goes on behind it, or within when <paramref name="Image"/> says where; empty at the start.</param>
/// <param name="Image">A digest, a space and maybe a tag; empty between two repositories.</param>
public sealed record BackfillPosition(string Repository, string Image)
{
    public static BackfillPosition Start { get; } = new("", "");

    public static BackfillPosition Within(RepositoryName repository, ImageId image) => new(repository.ToString(), $"{image.Digest} {image.Tag}");

    public static BackfillPosition Behind(RepositoryName repository) => new(repository.ToString(), "");

    public ImageId? AfterImage()
    {
        if (Image.Length == 0) return null;
        var space = Image.IndexOf(' ', StringComparison.Ordinal);
        return new(Digest.Parse(Image[..space]), Image.Length == space + 1 ? null : ImageTag.Parse(Image[(space + 1)..]));
    }
}
