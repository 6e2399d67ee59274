using System.Collections.Concurrent;
using Slipway.Wire.Throttling;

namespace Slipway.Wire.Audit;

/// <summary>
/// Keeps refusals from filling the trail and from pushing out its past: so many are written down for each who is refused,
/// the others are counted, and the count stands in the next that is written.
/// </summary>
internal sealed class RefusalSieve(TimeProvider clock)
{
    private const int MostKeys = 10_000;

    private static readonly string Everybody = "";

    // Of somebody known: 86,400 a day at most.
    private readonly RateBuckets known = new(perSecond: 1, burst: 1000, MostKeys, clock);

    // Of an address that has shown no valid credentials, and of all such addresses together: 1,440 a day.
    private readonly RateBuckets address = new(perSecond: 1.0 / 600, burst: 20, MostKeys, clock);
    private readonly RateBuckets strangers = new(perSecond: 1.0 / 60, burst: 1000, 1, clock);

    private readonly ConcurrentDictionary<string, long> omitted = new(StringComparer.Ordinal);

    /// <param name="before">How many of the same sender have been left out since the last that was let through.</param>
    public bool TryPass(AuditEvent refused, out long before)
    {
        var key = refused.IsOfStranger ? AddressKey.Of(refused.Caller.SourceAddress) : refused.Caller.Principal.UserId;
        var passes = refused.IsOfStranger ? address.TryTake(key) && strangers.TryTake(Everybody) : known.TryTake(key);
        before = 0;
        if (passes) omitted.TryRemove(key, out before);
        else omitted.AddOrUpdate(omitted.Count < MostKeys ? key : Everybody, 1, static (_, count) => count + 1);
        return passes;
    }
}
