using System.Collections.Concurrent;
using System.Globalization;

namespace Slipway.Registry;

/// <summary>
/// What clients were told is there. A client that has been told that a repository holds a blob will not push it again,
/// so the link stays for a grace period from then on, though no image refers to it yet.
/// <para>
/// Whoever is about to say that a blob exists calls <see cref="TryClaim"/> first, then looks the link up in the store,
/// and calls <see cref="Release"/> when it was absent after all. The order matters: the collector condemns a link
/// before it removes it and lifts the sentence afterwards, so that a claim either comes first and saves the link, or
/// comes late and is refused, or comes after the removal and finds nothing.
/// </para>
/// Claims live in memory; the start of the process counts as a claim on everything. Memory is bounded: past
/// <see cref="Capacity"/> claims everything is held claimed as of now, which only postpones collection.
/// </summary>
public sealed class BlobClaims
{
    /// <summary>Distinct claims that are remembered one by one.</summary>
    public const int Capacity = 1 << 20;

    private const long Condemned = long.MaxValue;

    private readonly TimeProvider clock;

    // Keyed by 64 bits of the link: a collision can only keep a link too long or have a blob pushed once more.
    private readonly ConcurrentDictionary<ulong, long> claims = new();

    private long everythingAt;
    private int added;

    /// <summary>For a server: what the process before this one told its clients counts from now.</summary>
    public BlobClaims(TimeProvider clock)
        : this(clock, clock.GetUtcNow())
    {
    }

    /// <summary>For a collection without a server.</summary>
    /// <param name="everythingClaimedAt">When a server last told a client anything.</param>
    public BlobClaims(TimeProvider clock, DateTimeOffset everythingClaimedAt)
    {
        this.clock = clock;
        everythingAt = everythingClaimedAt.UtcTicks;
    }

    /// <summary>Raised for each link that was collected, before a claim on it can succeed again: for caches of links.</summary>
    public event Action<LinkKey>? Removed;

    /// <summary>Claims a link, whether it exists or not.</summary>
    /// <param name="claim">For <see cref="Release"/>.</param>
    /// <returns>false when the collector is removing it at this moment: the blob is to be called absent.</returns>
    public bool TryClaim(LinkKey link, out BlobClaim claim)
    {
        var key = KeyOf(link);
        var now = Now();
        claim = new(key, now);
        while (true)
        {
            if (claims.TryGetValue(key, out var at))
            {
                if (at == Condemned) return false;
                // A second more or less is nothing to a grace period; a hot blob costs one look-up.
                if (now - at < TimeSpan.TicksPerSecond || claims.TryUpdate(key, now, at)) return true;
            }
            else if (claims.TryAdd(key, now))
            {
                if (Interlocked.Increment(ref added) > Capacity) MakeRoom(now);
                return true;
            }
        }
    }

    /// <summary>Takes a claim back whose link turned out not to exist. A later claim by another request stays.</summary>
    public void Release(BlobClaim claim) => claims.TryRemove(new(claim.Key, claim.At));

    /// <summary>For the collector: from now on claims on this link are refused.</summary>
    /// <returns>false when it was claimed at or after <paramref name="claimedSince"/>: the link stays.</returns>
    public bool TryCondemn(LinkKey link, DateTimeOffset claimedSince)
    {
        var key = KeyOf(link);
        var since = claimedSince.UtcTicks;
        while (true)
        {
            if (claims.TryGetValue(key, out var at))
            {
                // Condemned already means that another link shares the key: it waits for the next pass.
                if (at >= since) return false;
                if (!claims.TryUpdate(key, Condemned, at)) continue;
            }
            else if (!claims.TryAdd(key, Condemned))
            {
                continue;
            }

            if (Volatile.Read(ref everythingAt) < since) return true;
            claims.TryRemove(new(key, Condemned));
            return false;
        }
    }

    /// <summary>For the collector: the condemned link is gone from the store.</summary>
    public void Bury(LinkKey link)
    {
        Removed?.Invoke(link);
        claims.TryRemove(new(KeyOf(link), Condemned));
    }

    /// <summary>For the collector: forgets the claims that are older than any grace period asks for.</summary>
    public void Prune(DateTimeOffset claimedBefore)
    {
        var before = claimedBefore.UtcTicks;
        foreach (var claim in claims)
            if (claim.Value < before) claims.TryRemove(claim);
    }

    private void MakeRoom(long now)
    {
        var count = claims.Count;
        Volatile.Write(ref added, count);
        if (count < Capacity) return;
        // First the time, then the removal: TryCondemn looks the other way round.
        Volatile.Write(ref everythingAt, now);
        foreach (var claim in claims)
            if (claim.Value != Condemned) claims.TryRemove(claim);
        Volatile.Write(ref added, 0);
    }

    private long Now() => clock.GetUtcNow().UtcTicks;

    private static ulong KeyOf(LinkKey link)
    {
        var digest = ulong.Parse(link.Digest.Hex.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return digest ^ ((ulong)link.RepositoryId * 0x9E37_79B9_7F4A_7C15);
    }
}

/// <summary>A claim that can be taken back.</summary>
public readonly record struct BlobClaim(ulong Key, long At);
