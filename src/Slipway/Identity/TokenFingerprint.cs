using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Identity;

/// <summary>
/// The SHA-256 of a token, under which its outcome is remembered: memory holds no token in clear, and a look-up by hash
/// tells nothing by its time.
/// </summary>
internal readonly record struct TokenFingerprint
{
    private readonly ulong a, b, c, d;

    private TokenFingerprint(ReadOnlySpan<ulong> hash) => (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3]);

    /// <param name="token">ASCII, of bounded length.</param>
    public static TokenFingerprint Of(string token)
    {
        Span<byte> bytes = stackalloc byte[token.Length];
        Encoding.ASCII.GetBytes(token, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new(MemoryMarshal.Cast<byte, ulong>(hash));
    }
}
