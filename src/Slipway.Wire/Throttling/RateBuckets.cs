using System.Collections.Concurrent;

namespace Slipway.Wire.Throttling;

/// <summary>
/// A token bucket for each key (as the generic cell rate algorithm: a bucket is the one moment at which it will be full
/// again). A full bucket is as good as none, so memory holds only the keys of late; when even those are too many, new ones
/// share a bucket.
/// </summary>
/// <param name="perSecond">How fast a bucket fills; above 0.</param>
/// <param name="burst">What it holds.</param>
/// <param name="mostKeys">Of so many keys each has its own.</param>
public sealed class RateBuckets(double perSecond, double burst, int mostKeys, TimeProvider clock)
{
    private readonly long interval = Math.Max(1, (long)(TimeSpan.TicksPerSecond / perSecond));
    private readonly long capacity = Math.Max(1, (long)(TimeSpan.TicksPerSecond / perSecond * burst));
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private readonly Bucket shared = new();
    private long sweptAt;

    /// <summary>How many keys have a bucket.</summary>
    public int Count => buckets.Count;

    /// <returns>false when the key's bucket is empty.</returns>
    public bool TryTake(string key)
    {
        var now = clock.GetUtcNow().UtcTicks;
        return (buckets.TryGetValue(key, out var bucket) ? bucket : BucketFor(key, now)).TryTake(now, interval, capacity);
    }

    private Bucket BucketFor(string key, long now)
    {
        if (buckets.Count >= mostKeys)
        {
            Sweep(now);
            if (buckets.Count >= mostKeys) return shared;
        }

        return buckets.GetOrAdd(key, static _ => new());
    }

    // At most once a second: a flood of made-up keys must not make every one of them look at all.
    private void Sweep(long now)
    {
        var last = Volatile.Read(ref sweptAt);
        if (Math.Abs(now - last) < TimeSpan.TicksPerSecond || Interlocked.CompareExchange(ref sweptAt, now, last) != last) return;
        foreach (var (key, bucket) in buckets)
        {
            if (bucket.IsFull(now)) buckets.TryRemove(key, out _);
        }
    }

    private sealed class Bucket
    {
        private long fullAt;

        public bool IsFull(long now) => Volatile.Read(ref fullAt) <= now;

        public bool TryTake(long now, long interval, long capacity)
        {
            while (true)
            {
                var seen = Volatile.Read(ref fullAt);
                // A clock that was set back must not close the door for longer than an empty bucket takes to fill.
                var next = Math.Clamp(seen, now, now + capacity) + interval;
                if (next - now > capacity) return false;
                if (Interlocked.CompareExchange(ref fullAt, next, seen) == seen) return true;
            }
        }
    }
}
