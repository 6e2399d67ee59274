using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Bench.Servers;

/// <summary>Signature version 4 for POST / of the AWS JSON and query protocols.</summary>
internal sealed class Signer(string keyId, string secret, string region)
{
    public string KeyId { get; } = keyId;

    public string Secret { get; } = secret;

    /// <param name="target">null for a form.</param>
    public byte[] Sign(string host, string service, string? target, string body)
    {
        var type = target is null ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1";
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        var signed = "content-type;host;x-amz-date" + (target is null ? "" : ";x-amz-target");
        var canonical = $"POST\n/\n\ncontent-type:{type}\nhost:{host}\nx-amz-date:{time}\n{(target is null ? "" : $"x-amz-target:{target}\n")}\n{signed}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return Encoding.UTF8.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: {type}\r\nX-Amz-Date: {time}\r\n{(target is null ? "" : $"X-Amz-Target: {target}\r\n")}" +
            $"Authorization: AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={signed}, Signature={signature}\r\n" +
            $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
