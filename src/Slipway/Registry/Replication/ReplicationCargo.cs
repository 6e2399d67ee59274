namespace Slipway.Registry.Replication;

/// <summary>What one attempt has brought so far, whatever comes of the rest: an image, and its children that came with it.</summary>
/// <param name="isDeletable">It may have to be deleted later, so that it must be known which image that is.</param>
internal sealed class ReplicationCargo(bool isDeletable, TimeProvider clock)
{
    private readonly Dictionary<Digest, ReplicationCopy> copies = [];

    public bool IsDeletable => isDeletable;

    public IReadOnlyCollection<ReplicationCopy> Copies => copies.Values;

    /// <param name="pushedAt">By the clock of the destination; null while that is not known.</param>
    public void Add(Digest digest, DateTimeOffset? pushedAt) => copies[digest] = new(digest, pushedAt, clock.GetUtcNow());
}
