using System.Security.Cryptography;
using System.Text;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>
/// The passwords of registry clients. A token carries who asked for it, sealed, so that nothing is stored; what it may
/// do is decided at each use. See docs/decisions: registry tokens.
/// </summary>
internal sealed class RegistryTokens(PrincipalCheck check, IdentityChanges changes, DataKey dataKey, TimeProvider clock) : IRegistryTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int MaxTokenLength = 6144;
    private const int MaxRemembered = 16_384;

    private readonly SecretBox box = dataKey.Box("registry-token");
    private readonly Conclusions<TokenFingerprint, Outcome> remembered = new(changes, MaxRemembered);

    public RegistryToken Issue(Principal principal, string region)
    {
        var now = clock.GetUtcNow();
        var expires = now + Lifetime;
        // A session's token ends with its session.
        if (principal.Session is { } session && session.ExpiresAt < expires) expires = session.ExpiresAt;
        return new(new TokenContent(principal, region, now, expires).Seal(box), expires);
    }

    public ValueTask<TokenCheck> CheckAsync(string token, CancellationToken ct)
    {
        if (token.Length > MaxTokenLength || !Ascii.IsValid(token)) return default;
        var fingerprint = TokenFingerprint.Of(token);
        var known = remembered.Recall();
        return known.TryGet(fingerprint, out var outcome)
            ? new(outcome.At(clock.GetUtcNow()))
            : OpenAsync(token, fingerprint, known, ct);
    }

    private async ValueTask<TokenCheck> OpenAsync(string token, TokenFingerprint fingerprint, Conclusions<TokenFingerprint, Outcome>.Since known, CancellationToken ct)
    {
        // Only genuine tokens are remembered: strangers can make up any number of others.
        if (TokenContent.Open(token, box) is not { } content) return default;
        var holder = await check.FindAsync(content.Principal, content.IssuedAt, ct);
        var outcome = new Outcome(holder, content.Region, content.ExpiresAt);
        known.Add(fingerprint, outcome);
        return outcome.At(clock.GetUtcNow());
    }

    private sealed record Outcome(Principal? Holder, string Region, DateTimeOffset ExpiresAt)
    {
        public TokenCheck At(DateTimeOffset now) =>
            Holder is null ? default : now < ExpiresAt ? new(Holder, Region, IsExpired: false) : new(null, Region, IsExpired: true);
    }
}
