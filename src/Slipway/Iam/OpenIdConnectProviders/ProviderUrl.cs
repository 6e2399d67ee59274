using System.Diagnostics.CodeAnalysis;

namespace Slipway.Iam.OpenIdConnectProviders;

/// <summary>The address of an OpenID Connect provider, as its tokens name it in <c>iss</c>.</summary>
internal static class ProviderUrl
{
    private const string Scheme = "https://";

    /// <param name="rest">What follows <c>https://</c>, to the letter: issuers are compared so.</param>
    /// <returns>false for another scheme, no host, a query, a fragment, or a user.</returns>
    // Departs: a port is allowed, since a provider in one's own network often has one.
    public static bool TryParse(string url, [NotNullWhen(true)] out string? rest)
    {
        rest = null;
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var parsed)) return false;
        if (parsed.Host.Length == 0 || parsed.UserInfo.Length > 0 || url.AsSpan().ContainsAnyExceptInRange('!', '~') || url.AsSpan().ContainsAny("?#\\")) return false;
        rest = url[Scheme.Length..];
        return true;
    }
}
