namespace Slipway.Wire.Throttling;

/// <summary>
/// How often one principal may ask: so many times a second, and twice that at once. All sessions of a role count as one;
/// whoever need not say who they are count by address.
/// </summary>
/// <param name="perSecond">0 lets everybody ask as often as they like.</param>
public sealed class PrincipalRate(double perSecond, TimeProvider clock)
{
    private const int MostKeys = 100_000;

    private readonly RateBuckets? buckets = perSecond > 0 ? new(perSecond, burst: perSecond * 2, MostKeys, clock) : null;

    /// <returns>false when it is too often.</returns>
    public bool TryTake(Caller caller) => buckets is null || buckets.TryTake(KeyOf(caller));

    private static string KeyOf(Caller caller) => caller.Principal switch
    {
        { Kind: PrincipalKind.Anonymous } => AddressKey.Of(caller.SourceAddress),
        { Session.IssuerId: { Length: > 0 } issuer } => issuer,
        var principal => principal.UserId,
    };
}

/// <summary>How often principals may ask, which is not the same for all doors.</summary>
/// <param name="Calls">The AWS APIs.</param>
/// <param name="Registry">The data plane.</param>
public sealed record Throttle(PrincipalRate Calls, PrincipalRate Registry);
