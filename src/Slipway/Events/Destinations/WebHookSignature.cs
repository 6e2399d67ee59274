using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Events.Destinations;

/// <summary>
/// Proves to a receiver that a request is this server's, whole and fresh: <c>t=SECONDS,v1=HEX</c>, where HEX is the
/// HMAC-SHA256, under the connection's key (GetWebHookKey), of the seconds since 1970, a full stop and the body.
/// docs/services/events.md says how to check it.
/// </summary>
internal static class WebHookSignature
{
    public static string Of(string key, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes(seconds), (byte)'.', .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), message))}";
    }
}
