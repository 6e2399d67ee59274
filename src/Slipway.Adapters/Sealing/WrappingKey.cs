using System.Buffers.Binary;
using System.Security.Cryptography;
using Slipway.Kernel;

namespace Slipway.Adapters.Sealing;

/// <summary>What the file keys of a domain are wrapped in. Safe for concurrent use.</summary>
/// <param name="inner">32 bytes, of this purpose only.</param>
/// <param name="outer">Of the second layer's file keys; null for one layer.</param>
internal sealed class WrappingKey(byte[] inner, byte[]? outer)
{
    /// <summary>Tells a file that was sealed under another key from one that is damaged.</summary>
    public ulong Id { get; } = BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(inner, "slipway key id"u8));

    public SecretBox Inner { get; } = new(inner);

    public SecretBox? Outer { get; } = outer is null ? null : new(outer);
}
