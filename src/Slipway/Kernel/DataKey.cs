using System.Security.Cryptography;
using System.Text;

namespace Slipway.Kernel;

/// <summary>
/// The root secret of an installation, 32 random bytes that live in the data folder. It encrypts nothing itself: each
/// purpose gets a key of its own, so that what one part signs or seals is worthless to another.
/// </summary>
public sealed class DataKey
{
    /// <summary>Bytes.</summary>
    public const int Size = 32;

    private readonly byte[] root;

    /// <exception cref="ArgumentException">Not <see cref="Size"/> bytes.</exception>
    public DataKey(ReadOnlySpan<byte> root)
    {
        if (root.Length != Size) throw new ArgumentException($"A data key is {Size} bytes, not {root.Length}.", nameof(root));
        this.root = root.ToArray();
    }

    /// <summary>The key of a purpose: HKDF-SHA256 (RFC 5869), 32 bytes. The same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Size, salt: [], info: Encoding.UTF8.GetBytes("slipway/" + purpose));

    /// <summary>Seals under the key of a purpose.</summary>
    public SecretBox Box(string purpose) => new(Derive(purpose));
}
