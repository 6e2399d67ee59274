using System.Net;

namespace Slipway.Wire.Throttling;

/// <summary>
/// Makes guessing slow: of the secret of one key from one address after 5 failures, and of keys and tokens at all from one
/// address after 100. Others are not slowed down by it: neither the same key from another address, nor other keys from
/// the same one.
/// </summary>
/// <param name="longest">The longest wait before an attempt; zero turns it off.</param>
public sealed class LoginGuard(TimeSpan longest, TimeProvider clock)
{
    private const int MostKeys = 10_000;

    private readonly FailedLogins pairs = new(free: 5, longest, MostKeys, clock);
    private readonly FailedLogins addresses = new(free: 100, longest, MostKeys, clock);

    /// <summary>Before the signature of a key that is known is looked at.</summary>
    /// <returns>null when too many attempts wait already.</returns>
    internal ValueTask<LoginAttempt?> BeginAsync(string accessKeyId, IPAddress? address, CancellationToken ct) =>
        pairs.BeginAsync($"{accessKeyId} {AddressKey.Of(address)}", ct);

    /// <summary>Before it is said that a key or a token is nobody's.</summary>
    /// <returns>false when too many wait already.</returns>
    public async ValueTask<bool> DelayStrangerAsync(IPAddress? address, CancellationToken ct)
    {
        if (await addresses.BeginAsync(AddressKey.Of(address), ct) is not { } attempt) return false;
        attempt.Failed();
        return true;
    }
}
