using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Slipway.Kernel;

/// <summary>
/// Authenticated encryption, AES-256-GCM. What is sealed is bound to the place it belongs to: it opens only with the
/// same associated data, so a sealed secret that is copied into another row stays shut. Safe for concurrent use.
/// </summary>
/// <remarks>Nonces are random; a key is good for 2^32 seals (NIST SP 800-38D, 8.3).</remarks>
/// <param name="key">32 bytes, of this purpose only.</param>
public sealed class SecretBox(byte[] key)
{
    /// <summary>Bytes that sealing adds: version, nonce and tag.</summary>
    public const int Overhead = 1 + NonceSize + TagSize;

    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Version byte, nonce, ciphertext, tag.</summary>
    public byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> associatedData)
    {
        var box = new byte[Overhead + secret.Length];
        var nonce = box.AsSpan(1, NonceSize);
        box[0] = Version;
        RandomNumberGenerator.Fill(nonce);
        // One instance an operation: the type is not documented as safe for concurrent use.
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, secret, box.AsSpan(1 + NonceSize, secret.Length), box.AsSpan(box.Length - TagSize), associatedData);
        return box;
    }

    /// <returns>false when it was not sealed here for this place, or has been changed since.</returns>
    public bool TryOpen(ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData, [NotNullWhen(true)] out byte[]? secret)
    {
        secret = null;
        if (box.Length < Overhead || box[0] != Version) return false;
        var opened = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(box.Slice(1, NonceSize), box.Slice(1 + NonceSize, opened.Length), box[^TagSize..], opened, associatedData);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        secret = opened;
        return true;
    }
}
