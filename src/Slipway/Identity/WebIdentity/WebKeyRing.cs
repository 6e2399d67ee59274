using System.Collections.Concurrent;

namespace Slipway.Identity.WebIdentity;

/// <summary>
/// The providers' keys, remembered. A key that is not among them is looked for again, since providers change keys; how
/// often, no stranger's token decides. While a provider is away its last keys serve on.
/// </summary>
internal sealed class WebKeyRing(IWebKeys source, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(24);

    private const int MaxRemembered = 1000;

    private readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.Ordinal);

    /// <summary>The keys of an issuer, with the one that the token names if the provider has it at all.</summary>
    public async ValueTask<WebKeyFetch> FindAsync(string issuer, IReadOnlyList<string> thumbprints, JsonWebToken token, CancellationToken ct)
    {
        if (rings.Count >= MaxRemembered) rings.Clear();
        // With the thumbprints: what one account trusts is not what another does.
        var ring = rings.GetOrAdd($"{issuer}\n{string.Join(',', thumbprints)}", _ => new());
        if (Recall(ring, token) is { } known) return known;
        await ring.Gate.WaitAsync(ct);
        try
        {
            return Recall(ring, token) ?? await FetchAsync(ring, issuer, thumbprints, ct);
        }
        finally
        {
            ring.Gate.Release();
        }
    }

    /// <returns>null when it is time to ask the provider.</returns>
    private WebKeyFetch? Recall(Ring ring, JsonWebToken token)
    {
        var (now, last) = (clock.GetUtcNow(), ring.Last);
        if (last is null) return null;
        var pause = last.Fault is null ? Pause : PauseAfterFault;
        var isGood = last.Fault is null && last.Keys!.Knows(token) && now - last.FetchedAt < Fresh;
        return isGood || now - last.AskedAt < pause ? Answer(last, now) : null;
    }

    private async ValueTask<WebKeyFetch> FetchAsync(Ring ring, string issuer, IReadOnlyList<string> thumbprints, CancellationToken ct)
    {
        var fetch = await source.FetchAsync(issuer, thumbprints, ct);
        var now = clock.GetUtcNow();
        ring.Last = fetch.Keys is not null
            ? new(fetch.Keys, FetchedAt: now, AskedAt: now, Fault: null)
            : new(ring.Last?.Keys, ring.Last?.FetchedAt ?? default, AskedAt: now, fetch.Fault);
        return Answer(ring.Last, now);
    }

    private static WebKeyFetch Answer(State last, DateTimeOffset now)
    {
        if (last.Fault is null) return WebKeyFetch.Of(last.Keys!);
        // Away is one thing; a certificate that is no longer trusted is another, and its keys are not either.
        var serves = last.Fault is WebKeyFault.Unreachable && last.Keys is not null && now - last.FetchedAt < Usable;
        return serves ? WebKeyFetch.Of(last.Keys!) : WebKeyFetch.Failed(last.Fault.Value);
    }

    private sealed class Ring
    {
        private State? last;

        /// <summary>One asks, the others wait for what it hears.</summary>
        public SemaphoreSlim Gate { get; } = new(1);

        public State? Last
        {
            get => Volatile.Read(ref last);
            set => Volatile.Write(ref last, value);
        }
    }

    /// <param name="Keys">null when none were ever fetched.</param>
    /// <param name="Fault">Of the last attempt; null when it went well.</param>
    private sealed record State(WebKeySet? Keys, DateTimeOffset FetchedAt, DateTimeOffset AskedAt, WebKeyFault? Fault);
}
