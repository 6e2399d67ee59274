using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Tests.Support;

/// <summary>Signs requests as the AWS clients do (Signature Version 4), written apart from the code under test.</summary>
internal static class AwsSigner
{
    public static void Sign(HttpRequestMessage request, byte[] body, AwsKey key, string service, string region, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        if (key.SessionToken is not null) request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", key.SessionToken);

        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.Headers.Host ?? request.RequestUri!.Authority };
        foreach (var (name, values) in request.Headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower.StartsWith("x-amz-", StringComparison.Ordinal)) headers[lower] = string.Join(',', values).Trim();
        }

        if (request.Content?.Headers.ContentType is { } type) headers["content-type"] = type.ToString();
        var names = string.Join(';', headers.Keys);
        var canonical = string.Join('\n',
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            CanonicalQuery(request.RequestUri.Query),
            string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")),
            names,
            Hex(SHA256.HashData(body)));

        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(Hmac(SigningKey(key.SecretAccessKey, scope), toSign));
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    private static byte[] SigningKey(string secret, string scope) =>
        scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Hmac);

    private static string CanonicalQuery(string query) => string.Join('&', query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
        .Order(StringComparer.Ordinal));

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>A key pair, with the session token of temporary ones.</summary>
internal sealed record AwsKey(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    public static AwsKey Admin { get; } = new("AKIATESTADMIN0000001", "test/secret+access/key/of/the/admin00000", null);
}
