using System.Buffers;
using System.Security.Cryptography;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>A hash that grows with an upload.</summary>
internal sealed class UploadHash(DigestAlgorithm algorithm) : IDisposable
{
    private const int PieceSize = 256 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(algorithm is DigestAlgorithm.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    public DigestAlgorithm Algorithm => algorithm;

    /// <summary>Bytes hashed so far.</summary>
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> piece)
    {
        hash.AppendData(piece);
        Length += piece.Length;
    }

    public void Append(in ReadOnlySequence<byte> piece)
    {
        foreach (var segment in piece) Append(segment.Span);
    }

    /// <summary>The digest of what has come so far; more may follow.</summary>
    public Digest Current()
    {
        Span<byte> result = stackalloc byte[64];
        return Digest.FromHash(algorithm, result[..hash.GetCurrentHash(result)]);
    }

    /// <summary>Reads something from its beginning into a hash of its own.</summary>
    /// <param name="length">How much of it at most.</param>
    public static async ValueTask<UploadHash> OfAsync(DigestAlgorithm algorithm, IByteSource source, long length, CancellationToken ct)
    {
        var hash = new UploadHash(algorithm);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            while (hash.Length < length)
            {
                var wanted = (int)Math.Min(buffer.Length, length - hash.Length);
                var read = await source.ReadAsync(hash.Length, buffer.AsMemory(0, wanted), ct);
                if (read == 0) break;
                hash.Append(buffer.AsSpan(0, read));
            }

            return hash;
        }
        catch
        {
            hash.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => hash.Dispose();
}
