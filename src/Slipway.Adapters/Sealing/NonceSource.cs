using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Nonces for one file key: 8 random bytes, drawn each time the file is opened for writing, and a count. So a chunk that is
/// written again, also after a crash that has forgotten the count, never meets a nonce that was there before.
/// </summary>
internal sealed class NonceSource
{
    public const int Size = 12;

    private readonly ulong prefix = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private uint count;

    public void Next(Span<byte> nonce)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, prefix);
        BinaryPrimitives.WriteUInt32LittleEndian(nonce[8..], checked(count++));
    }
}
