using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Bench.Servers;

/// <summary>Signature version 4 for one kind of request: POST / of the AWS JSON protocol.</summary>
internal sealed class Signer(string keyId, string secret, string region)
{
    public string KeyId { get; } = keyId;

    public string Secret { get; } = secret;

    public byte[] Sign(string host, string service, string target, string body)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{region}/{service}/aws4_request";
        const string Signed = "content-type;host;x-amz-date;x-amz-target";
        var canonical = $"POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:{host}\nx-amz-date:{time}\nx-amz-target:{target}\n\n{Signed}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        return Encoding.UTF8.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Date: {time}\r\nX-Amz-Target: {target}\r\n" +
            $"Authorization: AWS4-HMAC-SHA256 Credential={KeyId}/{scope}, SignedHeaders={Signed}, Signature={signature}\r\n" +
            $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
