using System.Globalization;
using Slipway.Identity.Providers;

namespace Slipway.Identity.WebIdentity;

/// <summary>
/// Verifies the tokens of OpenID Connect providers. What costs nothing is looked at first, so that a stranger's token
/// makes nobody fetch keys; nothing is believed before the signature holds.
/// </summary>
internal sealed class WebIdentityTokens(IOpenIdConnectProviderStore providers, WebKeyRing keys, TimeProvider clock)
{
    /// <summary>How far a provider's clock may be off.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const string Scheme = "https://";

    /// <param name="account">Of the role: its providers count.</param>
    public async ValueTask<WebIdentityCheck> CheckAsync(string account, string text, CancellationToken ct)
    {
        if (!JsonWebToken.TryParse(text, out var token)) return WebIdentityCheck.Failed(WebIdentityFault.Malformed, "");
        if (token.Text("iss") is not { } issuer) return WebIdentityCheck.Failed(WebIdentityFault.MissingClaim, "iss");
        if (!issuer.StartsWith(Scheme, StringComparison.Ordinal)) return WebIdentityCheck.Failed(WebIdentityFault.BadIssuer, issuer);
        if (await providers.FindByUrlAsync(account, issuer[Scheme.Length..], ct) is not { } provider)
            return WebIdentityCheck.Failed(WebIdentityFault.NoProvider, issuer);
        if (FindFault(token, provider) is { } fault) return fault;

        var fetch = await keys.FindAsync(issuer, provider.Thumbprints, token, ct);
        if (fetch.Keys is not { } set) return WebIdentityCheck.Failed(FaultOf(fetch.Fault), issuer);
        if (!set.Knows(token)) return WebIdentityCheck.Failed(WebIdentityFault.NoKey, issuer);
        if (!set.Verifies(token)) return WebIdentityCheck.Failed(WebIdentityFault.BadSignature, "");
        var claims = new WebIdentityClaims(provider, token);
        return claims.FindBadClaim() is { } bad ? WebIdentityCheck.Failed(WebIdentityFault.BadClaim, bad) : WebIdentityCheck.Of(claims);
    }

    private WebIdentityCheck? FindFault(JsonWebToken token, OpenIdConnectProvider provider)
    {
        if (token.Text("sub") is not { Length: > 0 }) return WebIdentityCheck.Failed(WebIdentityFault.MissingClaim, "sub");
        if (token.Texts("aud").Count == 0) return WebIdentityCheck.Failed(WebIdentityFault.MissingClaim, "aud");
        if (token.Seconds("exp") is not { } expires) return WebIdentityCheck.Failed(WebIdentityFault.MissingClaim, "exp");
        if (token.Seconds("iat") is not { } issued) return WebIdentityCheck.Failed(WebIdentityFault.MissingClaim, "iat");
        if (!WebIdentityClaims.AudiencesOf(token).Any(audience => provider.ClientIds.Contains(audience, StringComparer.Ordinal)))
            return WebIdentityCheck.Failed(WebIdentityFault.WrongAudience, "");

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        if (now >= expires + Skew.TotalSeconds) return WebIdentityCheck.Failed(WebIdentityFault.Expired, Text(expires));
        var begins = Math.Max(issued, token.Seconds("nbf") ?? issued);
        return now < begins - Skew.TotalSeconds ? WebIdentityCheck.Failed(WebIdentityFault.NotYetValid, Text(begins)) : null;
    }

    private static WebIdentityFault FaultOf(WebKeyFault fault) => fault switch
    {
        WebKeyFault.Unreachable => WebIdentityFault.Unreachable,
        WebKeyFault.UntrustedCertificate => WebIdentityFault.UntrustedCertificate,
        _ => WebIdentityFault.NoKey,
    };

    private static string Text(double seconds) => seconds.ToString("0", CultureInfo.InvariantCulture);
}
