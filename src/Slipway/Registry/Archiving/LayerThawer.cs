using System.IO.Pipelines;
using Slipway.Kernel;

namespace Slipway.Registry.Archiving;

/// <summary>Brings a layer back from cold storage: puts it together from its pieces as an upload, whose hash is checked as any other's.</summary>
internal sealed class LayerThawer(IArchiveStore store, IBlobStore blobs, BlobLocks locks, IIdSource ids, TimeProvider clock)
{
    private const int Page = 256;

    /// <exception cref="InvalidDataException">A pack is gone or damaged; the layer stays cold.</exception>
    public async ValueTask ThawAsync(ArchivedBlob blob, CancellationToken ct)
    {
        if (await blobs.FindAsync(blob.Name, ct) == blob.Size)
        {
            // A push has brought it since, or its file was never dropped.
            using var held = await locks.TakeAsync(blob.Name.Digest, ct);
            if (await blobs.FindAsync(blob.Name, ct) == blob.Size)
            {
                await store.MakeHotAsync(blob.Id, clock.GetUtcNow(), ct);
                return;
            }
        }

        await using var upload = await blobs.CreateUploadAsync(new(0, ids.NewId()), blob.Name.Domain, ct);
        try
        {
            await AssembleAsync(blob, upload, ct);
            using var hold = await locks.TakeAsync(blob.Name.Digest, ct);
            if (!await upload.CommitAsync(blob.Name.Digest, ct)) throw new InvalidDataException($"The pieces of {blob.Name} do not make it up.");
            await store.MakeHotAsync(blob.Id, clock.GetUtcNow(), ct);
        }
        catch
        {
            await upload.AbortAsync(CancellationToken.None);
            throw;
        }
    }

    private async ValueTask AssembleAsync(ArchivedBlob blob, IBlobUpload upload, CancellationToken ct)
    {
        // Pieces that lie in one pack mostly follow each other.
        BlobName? opened = null;
        IBlobContent? pack = null;
        try
        {
            var after = -1L;
            while (await store.ListPiecesAsync(blob.Id, after, Page, ct) is { Count: > 0 } pieces)
            {
                foreach (var piece in pieces)
                {
                    if (opened != piece.Pack)
                    {
                        if (pack is not null) await pack.DisposeAsync();
                        pack = await blobs.OpenAsync(piece.Pack, piece.PackSize, ct);
                        opened = piece.Pack;
                    }

                    if (pack is null) throw new InvalidDataException($"The pack {piece.Pack} of {blob.Name} is not there.");
                    await upload.AppendAsync(PipeReader.Create(new(await ReadAsync(pack, piece, ct))), blob.Name.Digest, ct);
                }

                after = pieces[^1].Ordinal;
            }
        }
        finally
        {
            if (pack is not null) await pack.DisposeAsync();
        }
    }

    private static async ValueTask<byte[]> ReadAsync(IBlobContent pack, ColdPiece piece, CancellationToken ct)
    {
        var stored = new byte[piece.StoredLength];
        var filled = 0;
        while (filled < stored.Length && await pack.ReadAsync(piece.Position + filled, stored.AsMemory(filled), ct) is > 0 and var read) filled += read;
        if (filled < stored.Length) throw new InvalidDataException($"The pack {piece.Pack} ends early.");
        if (!piece.IsCompressed) return stored;
        var chunk = new byte[piece.Length];
        return ChunkCompression.TryExpand(stored, chunk) ? chunk : throw new InvalidDataException($"A chunk of the pack {piece.Pack} does not expand.");
    }
}
