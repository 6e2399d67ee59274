namespace Slipway.Registry;

/// <summary>
/// One holder at a time for each digest. Completing an upload holds the lock from publishing the bytes until the link
/// is committed; the collector holds it from forgetting a blob until its bytes are gone. So bytes are never deleted
/// between the two halves of a push. A holder takes no second digest's lock.
/// </summary>
public sealed class BlobLocks
{
    private readonly Dictionary<Digest, Entry> entries = [];

    /// <summary>Waits for the digest's lock; disposing the answer lets go of it.</summary>
    public async ValueTask<IDisposable> TakeAsync(Digest digest, CancellationToken ct)
    {
        Entry? entry;
        lock (entries)
        {
            if (!entries.TryGetValue(digest, out entry)) entries[digest] = entry = new(this, digest);
            entry.Users++;
        }

        try
        {
            await entry.Gate.WaitAsync(ct);
            return entry;
        }
        catch
        {
            Leave(entry);
            throw;
        }
    }

    private void Leave(Entry entry)
    {
        lock (entries)
        {
            if (--entry.Users > 0) return;
            entries.Remove(entry.Digest);
        }

        entry.Gate.Dispose();
    }

    private sealed class Entry(BlobLocks owner, Digest digest) : IDisposable
    {
        public Digest Digest => digest;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }

        public void Dispose()
        {
            Gate.Release();
            owner.Leave(this);
        }
    }
}
