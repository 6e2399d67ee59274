using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Seals the chunks of one file with AES-256-GCM, each by itself, so that any can be read alone:
/// <code>
/// nonce 12, length 4, tag 16, outer tag 16 (zero with one layer), ciphertext
/// </code>
/// A chunk opens only in its place and at its length. The key is the file's own, so a chunk of another file does not open.
/// With two layers (DSSE) the ciphertext is sealed again under a second key. One caller at a time.
/// </summary>
/// <param name="inner">32 bytes, of this file only.</param>
/// <param name="outer">The second layer's; null for one layer.</param>
internal sealed class ChunkCipher(byte[] inner, byte[]? outer) : IDisposable
{
    private const int TagSize = 16;
    private const int LengthAt = NonceSource.Size;
    private const int TagAt = LengthAt + 4;
    private const int OuterTagAt = TagAt + TagSize;

    private readonly AesGcm first = new(inner, TagSize);
    private readonly AesGcm? second = outer is null ? null : new(outer, TagSize);

    public static int LengthOf(ReadOnlySpan<byte> box) => BinaryPrimitives.ReadInt32LittleEndian(box[LengthAt..]);

    /// <param name="box">Gets prefix and ciphertext: <see cref="SealedGeometry.PrefixSize"/> bytes more than the plaintext.</param>
    public void Seal(long chunk, NonceSource nonces, ReadOnlySpan<byte> plain, Span<byte> box)
    {
        var prefix = box[..SealedGeometry.PrefixSize];
        var sealedBytes = box[SealedGeometry.PrefixSize..];
        prefix.Clear();
        nonces.Next(prefix[..NonceSource.Size]);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[LengthAt..], plain.Length);
        Span<byte> place = stackalloc byte[12];
        WritePlace(chunk, plain.Length, place);
        first.Encrypt(prefix[..NonceSource.Size], plain, sealedBytes, prefix.Slice(TagAt, TagSize), place);
        second?.Encrypt(prefix[..NonceSource.Size], sealedBytes, sealedBytes, prefix.Slice(OuterTagAt, TagSize), prefix.Slice(TagAt, TagSize));
    }

    /// <param name="plain">As long as the plaintext must be; cleared when the chunk does not open.</param>
    /// <returns>false when this is not what was sealed for this place.</returns>
    public bool TryOpen(long chunk, ReadOnlySpan<byte> box, Span<byte> plain)
    {
        if (box.Length != plain.Length + SealedGeometry.PrefixSize || LengthOf(box) != plain.Length) return false;
        var nonce = box[..NonceSource.Size];
        var sealedBytes = box[SealedGeometry.PrefixSize..];
        Span<byte> place = stackalloc byte[12];
        WritePlace(chunk, plain.Length, place);
        try
        {
            if (second is null)
            {
                // What is not looked at could be changed unnoticed.
                if (box.Slice(OuterTagAt, TagSize).ContainsAnyExcept((byte)0)) return false;
                first.Decrypt(nonce, sealedBytes, box.Slice(TagAt, TagSize), plain, place);
                return true;
            }

            second.Decrypt(nonce, sealedBytes, box.Slice(OuterTagAt, TagSize), plain, box.Slice(TagAt, TagSize));
            first.Decrypt(nonce, plain, box.Slice(TagAt, TagSize), plain, place);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plain.Clear();
            return false;
        }
    }

    /// <summary>A tag over something that is not secret.</summary>
    public void Sign(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content, Span<byte> tag) => first.Encrypt(nonce, [], [], tag, content);

    public bool Verifies(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content, ReadOnlySpan<byte> tag)
    {
        try
        {
            first.Decrypt(nonce, [], tag, [], content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        first.Dispose();
        second?.Dispose();
        CryptographicOperations.ZeroMemory(inner);
        CryptographicOperations.ZeroMemory(outer);
    }

    private static void WritePlace(long chunk, int length, Span<byte> place)
    {
        BinaryPrimitives.WriteInt64LittleEndian(place, chunk);
        BinaryPrimitives.WriteInt32LittleEndian(place[8..], length);
    }
}
