using System.Buffers.Binary;
using System.Text;
using Slipway.Kms.Keys;

namespace Slipway.Kms.Cryptography;

/// <summary>
/// What Encrypt answers: a version, the key's ARN behind its length (2 bytes), and what is sealed. So it says by itself which
/// key opens it. The ARN and the encryption context are not in secret, but bound: with others it does not open.
/// </summary>
internal readonly record struct CiphertextBlob(string KeyArn, ReadOnlyMemory<byte> Box)
{
    private const byte Version = 1;
    private const int Prefix = 3;

    public byte[] ToBytes()
    {
        var blob = new byte[Prefix + KeyArn.Length + Box.Length];
        blob[0] = Version;
        BinaryPrimitives.WriteUInt16LittleEndian(blob.AsSpan(1), (ushort)KeyArn.Length);
        Encoding.ASCII.GetBytes(KeyArn, blob.AsSpan(Prefix));
        Box.Span.CopyTo(blob.AsSpan(Prefix + KeyArn.Length));
        return blob;
    }

    /// <returns>null for what was not made here.</returns>
    public static CiphertextBlob? Read(ReadOnlyMemory<byte> blob)
    {
        if (blob.Length < Prefix || blob.Span[0] != Version) return null;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(blob.Span[1..]);
        if (blob.Length <= Prefix + length) return null;
        var arn = Encoding.Latin1.GetString(blob.Span.Slice(Prefix, length));
        // Permission is decided on this text, so it must be the key's ARN letter by letter.
        return Wire.Arn.TryParse(arn, out var parsed) && parsed.Resource.StartsWith(KeyArns.KeyPrefix, StringComparison.Ordinal)
            && KeyArns.OfKey(parsed.Account, parsed.Region, parsed.Resource[KeyArns.KeyPrefix.Length..]) == arn
            ? new(arn, blob[(Prefix + length)..])
            : null;
    }
}
