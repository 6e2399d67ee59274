using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Identity.MfaDevices;

/// <summary>
/// Time-based one-time passwords (RFC 6238) as all authenticators make them: SHA-1, 30 seconds, 6 digits. Because clocks
/// differ, codes of the step before and of the step after the present one are taken too.
/// </summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const int Skew = 1;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <returns>Six digits.</returns>
    public static string CodeAt(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
#pragma warning disable CA5350 // The algorithm is the standard's; HMAC does not rest on what SHA-1 has lost.
        HMACSHA1.HashData(seed, message, hash);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <returns>The step that the code belongs to; null when it is none of those around now.</returns>
    public static long? FindStep(ReadOnlySpan<byte> seed, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - Skew; step <= StepAt(now) + Skew; step++)
        {
            // All are compared, each in constant time: how long it takes says nothing about the code.
            if (AreEqual(CodeAt(seed, step), code)) found = step;
        }

        return found;
    }

    /// <summary>Two codes, one step after the other, the second of which belongs to a step around now.</summary>
    /// <returns>The second one's step; null when they are not that.</returns>
    public static long? FindConsecutive(ReadOnlySpan<byte> seed, string first, string second, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - Skew; step <= StepAt(now) + Skew; step++)
        {
            if (AreEqual(CodeAt(seed, step - 1), first) & AreEqual(CodeAt(seed, step), second)) found = step;
        }

        return found;
    }

    private static bool AreEqual(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
