using System.IO.Pipelines;
using System.Security.Cryptography;
using Slipway.Kernel;

namespace Slipway.Registry.Archiving;

/// <summary>
/// Writes the pieces of one blob: new chunks into packs, which are blobs like any other, and then the rows that name
/// them. Packs are bounded, so that memory and transactions are, whatever the size of the blob.
/// </summary>
internal sealed class PackWriter(IArchiveStore store, IBlobStore blobs, BlobLocks locks, IIdSource ids, ArchivedBlob blob) : IAsyncDisposable
{
    private const long MostBytes = 256 << 20;
    private const int MostPieces = 4096, Batch = 16;

    // Without it a pack of one layer that does not compress would be that layer, and go with it.
    private static readonly byte[] Head = "slipway pack 1\n\n"u8.ToArray();

    // No repository has this id.
    private const long NoRepository = 0;

    private readonly List<(string Hash, byte[] Chunk)> waiting = [];
    private readonly List<string> pieces = [];
    private readonly Dictionary<string, NewChunk> chunks = [];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private IBlobUpload? upload;
    private long ordinal;

    public async ValueTask AddAsync(ReadOnlyMemory<byte> chunk, CancellationToken ct)
    {
        waiting.Add((Convert.ToHexStringLower(SHA256.HashData(chunk.Span)), chunk.ToArray()));
        if (waiting.Count == Batch) await SortAsync(ct);
        if (pieces.Count >= MostPieces || upload?.Length >= MostBytes) await CommitAsync(ct);
    }

    public async ValueTask EndAsync(CancellationToken ct)
    {
        await SortAsync(ct);
        await CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        if (upload is null) return;
        await upload.AbortAsync(CancellationToken.None);
        await upload.DisposeAsync();
    }

    /// <summary>What is kept already is only named; the rest goes into the pack.</summary>
    private async ValueTask SortAsync(CancellationToken ct)
    {
        var known = await store.FindChunksAsync(blob.Name.Domain, [.. waiting.Select(each => each.Hash)], ct);
        foreach (var (name, chunk) in waiting)
        {
            pieces.Add(name);
            if (!known.Contains(name) && !chunks.ContainsKey(name)) chunks.Add(name, await StoreAsync(name, chunk, ct));
        }

        waiting.Clear();
    }

    private async ValueTask<NewChunk> StoreAsync(string name, byte[] chunk, CancellationToken ct)
    {
        upload ??= await BeginAsync(ct);
        var target = new byte[chunk.Length];
        var compressed = ChunkCompression.TryCompress(chunk, target);
        var stored = compressed is { } length ? target.AsMemory(0, length) : chunk;
        var position = upload.Length;
        await WriteAsync(upload, stored, ct);
        return new(name, position, stored.Length, chunk.Length, compressed is not null);
    }

    private async ValueTask<IBlobUpload> BeginAsync(CancellationToken ct)
    {
        var pack = await blobs.CreateUploadAsync(new(NoRepository, ids.NewId()), blob.Name.Domain, ct);
        await WriteAsync(pack, Head, ct);
        return pack;
    }

    private async ValueTask WriteAsync(IBlobUpload pack, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        hash.AppendData(bytes.Span);
        await pack.AppendAsync(PipeReader.Create(new(bytes)), null, ct);
    }

    private async ValueTask CommitAsync(CancellationToken ct)
    {
        if (pieces.Count == 0) return;
        if (upload is null)
        {
            await store.AddPiecesAsync(blob, ordinal, pieces, null, ct);
        }
        else
        {
            var digest = Digest.Parse($"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}");
            // Until its row is there nobody knows the pack, and the collector would sweep it.
            using var hold = await locks.TakeAsync(digest, ct);
            var size = upload.Length;
            if (!await upload.CommitAsync(digest, ct)) throw new InvalidDataException($"A pack of {blob.Name} is not what was written.");
            await upload.DisposeAsync();
            upload = null;
            await store.AddPiecesAsync(blob, ordinal, pieces, new(new(blob.Name.Domain, digest), size, [.. chunks.Values]), ct);
        }

        ordinal += pieces.Count;
        pieces.Clear();
        chunks.Clear();
    }
}
