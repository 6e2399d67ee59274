using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Slipway.Registry;
using Slipway.Registry.Sealing;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// The first 256 bytes of a sealed file:
/// <code>
///   0  "SlipSeal"
///   8  version 1, layers (1 or 2), chunk size as a power of two, 0
///  12  0 (4 bytes)
///  16  domain (8)
///  24  id of the wrapping key (8)
///  32  the file's key, wrapped (61)
///  96  the second layer's key, wrapped (61); zero with one layer
/// 160  checksum of what comes before: the first 8 bytes of its SHA-256
/// 168  at the commit: bytes of plaintext (8), nonce (12), tag (16) over header, length and digest
/// </code>
/// The checksum tells damage from a key that is not here: damage is set aside, for another key the operator is asked.
/// The tag of the commit binds the file to its name and its length: neither another blob's file nor a shortened one opens.
/// </summary>
internal sealed class SealedHeader
{
    private const byte Version = 1;
    private const byte ChunkBits = 16;
    private const int DomainAt = 16, KeyIdAt = 24, InnerAt = 32, OuterAt = 96, ChecksumAt = 160, CommitAt = 168;
    private const int WrappedSize = KeySize + Kernel.SecretBox.Overhead;
    private const int KeySize = 32;
    private const int CommitSize = 8 + NonceSource.Size + 16;

    private readonly byte[] bytes;

    private SealedHeader(byte[] bytes) => this.bytes = bytes;

    private static ReadOnlySpan<byte> Magic => "SlipSeal"u8;

    public ReadOnlySpan<byte> Bytes => bytes;

    public long Domain => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(DomainAt));

    private bool IsDual => bytes[9] == 2;

    /// <summary>A header with new keys.</summary>
    public static SealedHeader Create(long domain, WrappingKey key, out ChunkCipher cipher)
    {
        var bytes = new byte[SealedGeometry.HeaderSize];
        Magic.CopyTo(bytes);
        bytes[8] = Version;
        bytes[9] = (byte)(key.Outer is null ? 1 : 2);
        bytes[10] = ChunkBits;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(DomainAt), domain);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(KeyIdAt), key.Id);
        var inner = RandomNumberGenerator.GetBytes(KeySize);
        var outer = key.Outer is null ? null : RandomNumberGenerator.GetBytes(KeySize);
        key.Inner.Seal(inner, bytes.AsSpan(0, InnerAt)).CopyTo(bytes, InnerAt);
        key.Outer?.Seal(outer, bytes.AsSpan(0, InnerAt)).CopyTo(bytes, OuterAt);
        SHA256.HashData(bytes.AsSpan(0, ChecksumAt)).AsSpan(0, 8).CopyTo(bytes.AsSpan(ChecksumAt));
        cipher = new(inner, outer);
        return new(bytes);
    }

    /// <returns>null for what is no header of ours, or is damaged.</returns>
    public static SealedHeader? Read(byte[] bytes) =>
        bytes.Length == SealedGeometry.HeaderSize
        && bytes.AsSpan().StartsWith(Magic)
        && SHA256.HashData(bytes.AsSpan(0, ChecksumAt)).AsSpan(0, 8).SequenceEqual(bytes.AsSpan(ChecksumAt, 8))
        && !bytes.AsSpan(CommitAt + CommitSize).ContainsAnyExcept((byte)0)
        && bytes[8] == Version && bytes[9] is 1 or 2 && bytes[10] == ChunkBits
            ? new(bytes)
            : null;

    /// <returns>null when it is damaged.</returns>
    /// <exception cref="KeyUnavailableException">It was sealed under another key.</exception>
    public ChunkCipher? Open(WrappingKey key)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(KeyIdAt)) != key.Id)
            throw new KeyUnavailableException(null, KeyFault.Foreign, "It is encrypted under a key that this data folder does not have. Restore the folder's keys from a backup.");
        if (!key.Inner.TryOpen(bytes.AsSpan(InnerAt, WrappedSize), bytes.AsSpan(0, InnerAt), out var inner)) return null;
        if (!IsDual) return new(inner, null);
        return key.Outer is not null && key.Outer.TryOpen(bytes.AsSpan(OuterAt, WrappedSize), bytes.AsSpan(0, InnerAt), out var outer) ? new(inner, outer) : null;
    }

    /// <summary>Binds the file to its digest and its length; both are known only at the end.</summary>
    /// <returns>What is to be written at <paramref name="offset"/>.</returns>
    public ReadOnlySpan<byte> Commit(ChunkCipher cipher, NonceSource nonces, Digest digest, long length, out int offset)
    {
        var commit = bytes.AsSpan(CommitAt, CommitSize);
        BinaryPrimitives.WriteInt64LittleEndian(commit, length);
        nonces.Next(commit.Slice(8, NonceSource.Size));
        cipher.Sign(commit.Slice(8, NonceSource.Size), Committed(digest), commit[(8 + NonceSource.Size)..]);
        offset = CommitAt;
        return commit;
    }

    /// <returns>The length of what was committed under this digest; null when it was not, or has been changed since.</returns>
    public long? CommittedLength(ChunkCipher cipher, Digest digest)
    {
        var commit = bytes.AsSpan(CommitAt, CommitSize);
        return cipher.Verifies(commit.Slice(8, NonceSource.Size), Committed(digest), commit[(8 + NonceSource.Size)..])
            ? BinaryPrimitives.ReadInt64LittleEndian(commit)
            : null;
    }

    private byte[] Committed(Digest digest) => [.. bytes.AsSpan(0, CommitAt + 8), .. Encoding.ASCII.GetBytes(digest.ToString())];
}
