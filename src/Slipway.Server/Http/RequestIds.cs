using System.Runtime.InteropServices;

namespace Slipway.Server.Http;

/// <summary>Request ids in the form of AWS, a UUID. They must be unique, not secret, and cost next to nothing.</summary>
internal static class RequestIds
{
    [ThreadStatic]
    private static Random? chance;

    public static string Next()
    {
        // Seeded by the system for each thread; xoshiro256** has no collisions worth the name.
        var random = chance ??= new();
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, random.NextInt64(long.MinValue, long.MaxValue));
        MemoryMarshal.Write(bytes[8..], random.NextInt64(long.MinValue, long.MaxValue));
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
