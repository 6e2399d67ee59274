using System.Net.Security;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Adapters.Http;
using Slipway.Identity.WebIdentity;

namespace Slipway.Adapters.Oidc;

/// <inheritdoc cref="IWebKeys"/>
/// <remarks>Each fetch has connections of its own: they are rare, and what they trust differs.</remarks>
internal sealed partial class HttpWebKeys(CheckedConnections connections, ILogger<HttpWebKeys> log) : IWebKeys
{
    private const int MaxDocument = 256 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(6);

    public async ValueTask<WebKeyFetch> FetchAsync(string issuer, IReadOnlyList<string> thumbprints, CancellationToken ct)
    {
        var trust = new ThumbprintTrust(thumbprints);
        using var http = Connect(trust);
        try
        {
            if (!IsHttps(issuer.TrimEnd('/') + "/.well-known/openid-configuration", out var discovery)) return WebKeyFetch.Failed(WebKeyFault.Unusable);
            if (KeysAddressOf(await http.GetByteArrayAsync(discovery, ct), issuer) is not { } address) return Failed(issuer, WebKeyFault.Unusable, "no provider's document of this issuer");
            return WebKeySet.Read(await http.GetByteArrayAsync(address, ct)) is { } keys
                ? WebKeyFetch.Of(keys)
                : Failed(issuer, WebKeyFault.Unusable, "no keys");
        }
        catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Failed(issuer, trust.HasRefused ? WebKeyFault.UntrustedCertificate : WebKeyFault.Unreachable, away.Message);
        }
    }

    private HttpClient Connect(ThumbprintTrust trust) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would look the name up by itself, and no address could be checked.
        UseProxy = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = connections.ConnectAsync,
        SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors) },
    })
    { Timeout = Timeout, MaxResponseContentBufferSize = MaxDocument };

    /// <returns>null for what is no provider's document, or another issuer's.</returns>
    private static Uri? KeysAddressOf(byte[] json, string issuer)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || Text(root, "issuer") != issuer) return null;
            return IsHttps(Text(root, "jwks_uri"), out var address) ? address : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static bool IsHttps(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    private WebKeyFetch Failed(string issuer, WebKeyFault fault, string why)
    {
        NoKeys(log, issuer, fault, why);
        return WebKeyFetch.Failed(fault);
    }

    [LoggerMessage(4100, LogLevel.Warning, "No keys of the identity provider {Issuer}: {Fault}, {Why}")]
    private static partial void NoKeys(ILogger log, string issuer, WebKeyFault fault, string why);
}
