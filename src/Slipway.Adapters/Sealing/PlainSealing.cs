using System.Buffers;
using Slipway.Adapters.Blobs;
using Slipway.Adapters.Files;
using Slipway.Registry;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Encrypts blobs that lie there in plain, since an earlier version wrote them or the setting was another. Each is read into
/// an encrypted copy, hashed on the way; the copy takes its place when it is durable, and then the plain file goes. A crash
/// leaves both, or a copy under <c>sealing/</c> that the next start removes. Pulls and pushes go on meanwhile.
/// </summary>
internal sealed class PlainSealing(FileSystemBlobStore store, IDomainKeys keys)
{
    private const int PieceSize = 256 * 1024;

    /// <returns>How many were encrypted; 0 where new blobs are not encrypted either.</returns>
    public async ValueTask<SealingReport> RunAsync(CancellationToken ct)
    {
        var (count, bytes, damaged) = (0, 0L, 0);
        if (!store.SealsShared) return default;
        foreach (var blob in store.Layout.PlainBlobs())
        {
            ct.ThrowIfCancellationRequested();
            switch (await SealAsync(blob.Name, ct))
            {
                case { } length and >= 0:
                    count++;
                    bytes += length;
                    break;
                case Damaged:
                    damaged++;
                    break;
            }
        }

        if (!store.Layout.PlainBlobs().Any()) store.Layout.HasPlain = false;
        return new(count, bytes, damaged);
    }

    private const long Damaged = -1;

    /// <returns>Its bytes; <see cref="Damaged"/>; null when it is gone meanwhile.</returns>
    private async ValueTask<long?> SealAsync(BlobName name, CancellationToken ct)
    {
        using var source = OpenFiles.TryOpen(store.Layout.FileOf(name, isSealed: false), FileAccess.Read);
        if (source is null) return null;
        var path = Path.Combine(store.Layout.Sealing, name.Digest.Hex);
        using var copy = SealedUpload.Create(PosixFiles.OpenPrivate(path, FileMode.Create, FileAccess.ReadWrite), name.Domain, await keys.FindAsync(name.Domain, ct));
        var isTaken = false;
        try
        {
            if (!await CopyAsync(new FileBlobContent(source, RandomAccess.GetLength(source)), copy, name.Digest, ct))
            {
                await store.SetPlainAsideAsync(name);
                return Damaged;
            }

            isTaken = await store.TryReplacePlainAsync(name, copy, path);
            return isTaken ? copy.Length : null;
        }
        finally
        {
            if (!isTaken) File.Delete(path);
        }
    }

    /// <returns>false when the bytes do not have the digest.</returns>
    private static async ValueTask<bool> CopyAsync(FileBlobContent source, SealedUpload copy, Digest digest, CancellationToken ct)
    {
        using var hash = new UploadHash(digest.Algorithm);
        var writer = new PieceWriter(copy);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            while (await source.ReadAsync(hash.Length, buffer.AsMemory(0, PieceSize), ct) is > 0 and var read)
            {
                hash.Append(buffer.AsSpan(0, read));
                writer.Write(new(buffer, 0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        copy.Rest();
        if (hash.Current() != digest) return false;
        copy.Finish(digest);
        return true;
    }
}

/// <param name="Damaged">Blobs whose bytes were not what their name says; they were set aside.</param>
internal readonly record struct SealingReport(int Blobs, long Bytes, int Damaged);
