namespace Slipway.Registry.Replication;

/// <summary>What one attempt has brought so far, whatever comes of the rest: an image, and its children that came with it.</summary>
/// <param name="isDeletable">It may have to be deleted later, so that it must be known which image that is.</param>
/// <param name="queuedAt">When the task was queued: what was pushed there before was not pushed by it.</param>
internal sealed class ReplicationCargo(bool isDeletable, DateTimeOffset queuedAt, TimeProvider clock)
{
    private readonly Dictionary<Digest, ReplicationCopy> copies = [];

    public bool IsDeletable => isDeletable;

    public IReadOnlyCollection<ReplicationCopy> Copies => copies.Values;

    /// <param name="wasThere">The destination had it before this attempt.</param>
    public void Add(Digest digest, bool wasThere) => copies.TryAdd(digest, new(digest, null, clock.GetUtcNow()) { WasThere = wasThere });

    /// <param name="pushedAt">By the clock of the destination.</param>
    public void Date(Digest digest, DateTimeOffset pushedAt)
    {
        if (!copies.TryGetValue(digest, out var copy)) return;
        // What was there, and is no older than the task, an earlier attempt brought that was cut off.
        copies[digest] = copy with { PushedAt = pushedAt, WasThere = copy.WasThere && pushedAt < queuedAt };
    }
}
