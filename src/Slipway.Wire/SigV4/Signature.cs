using System.Security.Cryptography;
using System.Text;

namespace Slipway.Wire.SigV4;

/// <summary>The arithmetic of Signature Version 4 ("Calculate the signature").</summary>
public static class Signature
{
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(string canonicalRequest, string timestamp, CredentialScope scope, string secretAccessKey)
    {
        var stringToSign = $"{AuthorizationHeader.Algorithm}\n{timestamp}\n{scope}\n{HashOf(Encoding.UTF8.GetBytes(canonicalRequest))}";
        Span<byte> key = stackalloc byte[32];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secretAccessKey), Encoding.UTF8.GetBytes(scope.Date), key);
        Step(key, scope.Region);
        Step(key, scope.Service);
        Step(key, CredentialScope.Terminator);
        Step(key, stringToSign);
        return Convert.ToHexStringLower(key);
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>In constant time, whatever the stranger sent.</summary>
    public static bool AreEqual(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static void Step(Span<byte> key, string data)
    {
        Span<byte> next = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(data), next);
        next.CopyTo(key);
    }
}
