using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Slipway.Wire.SigV4;

/// <summary>Reads <c>Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
public static class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <returns>null when the request carries no signature in its header.</returns>
    /// <exception cref="IncompleteSignature"/>
    public static SignedRequest? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 0) return null;
        if (header.Count > 1) throw new IncompleteSignature("Only one Authorization header is allowed.");
        // A signature in the query string is not part of what a header signs; nobody could say which of the two counts.
        if (PresignedUrl.IsPresigned(request)) throw new IncompleteSignature("A request is signed in its Authorization header or in its query string, not in both.");
        var text = header.ToString();
        if (!text.StartsWith(Algorithm, StringComparison.Ordinal) || text.Length == Algorithm.Length || text[Algorithm.Length] is not ' ')
            throw new IncompleteSignature($"Unsupported AWS 'algorithm': '{Printable(text.Split(' ')[0])}'.");

        var fields = Fields(text[Algorithm.Length..]);
        var (time, timestamp) = TimeOf(request.Headers);
        List<string> missing = [];
        if (!fields.TryGetValue("Credential", out var credential)) missing.Add("Authorization header requires 'Credential' parameter.");
        if (!fields.TryGetValue("Signature", out var signature)) missing.Add("Authorization header requires 'Signature' parameter.");
        if (!fields.TryGetValue("SignedHeaders", out var signedHeaders)) missing.Add("Authorization header requires 'SignedHeaders' parameter.");
        if (time is null) missing.Add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        if (missing.Count > 0) throw new IncompleteSignature(string.Join(' ', missing));

        var (accessKeyId, scope) = ReadCredential(credential!);
        var token = request.Headers["X-Amz-Security-Token"];
        return new(accessKeyId, scope, SplitHeaders(signedHeaders!), signature!, time!.Value, timestamp, token.Count == 0 ? null : token.ToString(), null);
    }

    internal static (string AccessKeyId, CredentialScope Scope) ReadCredential(string credential)
    {
        // A key may hold slashes in theory; the last four parts are the scope.
        var parts = credential.Split('/');
        if (parts.Length < 5 || parts[^1] != CredentialScope.Terminator)
            throw new IncompleteSignature($"Credential must have at least 5 slash-delimited elements and end in '{CredentialScope.Terminator}', not '{Printable(credential)}'.");
        return (string.Join('/', parts[..^4]), new(parts[^4], parts[^3], parts[^2]));
    }

    internal static IReadOnlyList<string> SplitHeaders(string list)
    {
        var names = list.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length is 0 or > 100) throw new IncompleteSignature("'SignedHeaders' must list at least one header and at most 100.");
        return [.. names.Select(name => name.ToLowerInvariant())];
    }

    internal static bool TryReadTimestamp(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    internal static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);

    // Messages go back to the sender and into the log: bounded, and nothing that a terminal would obey.
    internal static string Printable(string text)
    {
        var shown = text.Length > 100 ? text[..100] + "…" : text;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }

    private static (DateTimeOffset? Time, string Timestamp) TimeOf(IHeaderDictionary headers)
    {
        var amzDate = headers["X-Amz-Date"];
        if (amzDate.Count > 1) throw new IncompleteSignature("Only one X-Amz-Date header is allowed.");
        if (amzDate.Count == 1)
        {
            return TryReadTimestamp(amzDate, out var time)
                ? (time, amzDate.ToString())
                : throw new IncompleteSignature($"Date must be in ISO-8601 'basic format'. Got '{Printable(amzDate.ToString())}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        // RFC 7231 dates serve too, as in the oldest clients.
        var date = headers[HeaderNames.Date];
        return date.Count == 1 && HeaderUtilities.TryParseDate(date.ToString(), out var moment) ? (moment, Timestamp(moment)) : (null, "");
    }

    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new IncompleteSignature($"'{Printable(part)}' not a valid key=value pair (missing equal-sign) in Authorization header.");
            if (!fields.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new IncompleteSignature($"'{Printable(part[..equals])}' is given twice in the Authorization header.");
        }

        return fields;
    }
}
