using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Wire.Tests.Support;

/// <summary>
/// A client's half of Signature Version 4, written from the specification and sharing nothing with the server's. It
/// leaves paths as they are: those that need normalizing have botocore as their oracle.
/// </summary>
internal static class Signer
{
    public const string Region = "eu-central-1";

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static WireRequest Sign(WireRequest request, Key key, string service) => Sign(request, key, service, new());

    /// <summary>Adds the date, the token and the Authorization header.</summary>
    public static WireRequest Sign(WireRequest request, Key key, string service, Signing signing)
    {
        var stamp = signing.Stamp ?? Stamp(StillClock.Noon);
        request = request.With("X-Amz-Date", stamp);
        if (key.Token is not null) request = request.With("X-Amz-Security-Token", key.Token);
        var names = signing.SignedHeaders ?? [.. request.Headers.Select(header => header.Name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        var scope = signing.Scope ?? $"{stamp[..8]}/{signing.Region}/{service}/aws4_request";
        var signature = Signature(Canonical(request, names, Hash(request.Body)), stamp, scope, key.Secret);
        return request.With("Authorization", $"AWS4-HMAC-SHA256 Credential={key.Id}/{scope}, SignedHeaders={string.Join(';', names)}, Signature={signature}");
    }

    /// <summary>Puts the signature into the query string.</summary>
    public static WireRequest Presign(WireRequest request, Key key, string service, Signing signing)
    {
        var stamp = signing.Stamp ?? Stamp(StillClock.Noon);
        var scope = signing.Scope ?? $"{stamp[..8]}/{signing.Region}/{service}/aws4_request";
        var names = signing.SignedHeaders ?? [.. request.Headers.Select(header => header.Name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        List<(string Name, string Value)> added =
        [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", $"{key.Id}/{scope}"),
            ("X-Amz-Date", stamp),
            ("X-Amz-Expires", signing.Expires),
            ("X-Amz-SignedHeaders", string.Join(';', names)),
        ];
        if (key.Token is not null) added.Add(("X-Amz-Security-Token", key.Token));
        var separator = request.Query.Length == 0 ? "?" : "&";
        request = request with { Target = request.Target + separator + string.Join('&', added.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")) };
        var signature = Signature(Canonical(request, names, Hash(request.Body)), stamp, scope, key.Secret);
        return request with { Target = $"{request.Target}&X-Amz-Signature={signature}" };
    }

    private static string Canonical(WireRequest request, IReadOnlyList<string> names, string bodyHash)
    {
        var query = request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Recoded(pair[0]), Value: Recoded(pair.Length > 1 ? pair[1] : "")))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var headers = names.Select(name => $"{name}:{string.Join(',', request.Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => Collapsed(header.Value)))}\n");
        return $"{request.Method}\n{request.Path}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{string.Join(';', names)}\n{bodyHash}";
    }

    private static string Recoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Collapsed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Signature(string canonical, string stamp, string scope, string secret)
    {
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (current, part) => HMACSHA256.HashData(current, Encoding.UTF8.GetBytes(part)));
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>How a request is signed where it is not signed as usual.</summary>
internal sealed record Signing
{
    public string? Stamp { get; init; }

    public string Region { get; init; } = Signer.Region;

    /// <summary>The whole scope, for broken ones.</summary>
    public string? Scope { get; init; }

    /// <summary>null signs every header that is sent.</summary>
    public IReadOnlyList<string>? SignedHeaders { get; init; }

    /// <summary>Seconds, of a presigned URL.</summary>
    public string Expires { get; init; } = "900";
}
