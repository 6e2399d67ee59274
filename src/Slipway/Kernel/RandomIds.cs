using System.Security.Cryptography;

namespace Slipway.Kernel;

/// <summary>Identifiers from the system's cryptographic generator.</summary>
public sealed class RandomIds : IIdSource
{
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40); // version 4: random
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80); // the variant of RFC 9562
        return new(bytes, bigEndian: true);
    }

    public string NewText(string alphabet, int length) => RandomNumberGenerator.GetString(alphabet, length);
}
