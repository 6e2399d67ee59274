namespace Slipway.Registry.Caching;

/// <summary>
/// Tells a reader whether what it read from the store may still be remembered. A key belongs to one of a fixed number
/// of stripes; a write closes the stripes of what it changes before it begins and opens them after it has ended, and
/// both count the stripe's version up. A reader notes the version before it reads: what it found may be remembered only
/// if the stripe is open and its version is the same. So a stale answer never enters a cache, and none is served
/// between the moment that a write may be seen by one reader and the moment that it is acknowledged.
/// </summary>
internal sealed class WriteFences
{
    public const int Stripes = 4096;

    private readonly Stripe[] stripes = new Stripe[Stripes];

    public static int StripeOf(int hash) => (int)((uint)hash % Stripes);

    /// <summary>The version of a stripe; negative while a write is under way.</summary>
    public long Version(int stripe)
    {
        ref var entry = ref stripes[stripe];
        var version = Volatile.Read(ref entry.Version);
        return Volatile.Read(ref entry.Writers) == 0 ? version : -1;
    }

    public void Close(int stripe)
    {
        ref var entry = ref stripes[stripe];
        Interlocked.Increment(ref entry.Writers);
        Interlocked.Increment(ref entry.Version);
    }

    public void Open(int stripe)
    {
        ref var entry = ref stripes[stripe];
        // The version first: a reader that sees no writer must see the new version.
        Interlocked.Increment(ref entry.Version);
        Interlocked.Decrement(ref entry.Writers);
    }

    private struct Stripe
    {
        public long Version;
        public int Writers;
    }
}
