namespace Slipway.Registry.Archiving;

/// <summary>
/// What cold storage keeps in the metadata. One worker at a time changes chunks and pieces, so that a chunk that it has
/// found is there until it says otherwise. Each method is one transaction. Must pass ArchiveStoreContract.
/// </summary>
public interface IArchiveStore
{
    /// <summary>What is to be done by now, the longest due first.</summary>
    ValueTask<IReadOnlyList<ArchivedBlob>> ListDueAsync(ArchiveTask task, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>Blobs whose pieces are to be released by now, also those that are forgotten.</summary>
    ValueTask<IReadOnlyList<long>> ListReleasesAsync(DateTimeOffset now, int limit, CancellationToken ct);

    ValueTask PostponeAsync(ArchiveTask task, long blobId, DateTimeOffset due, CancellationToken ct);

    ValueTask FinishAsync(ArchiveTask task, long blobId, CancellationToken ct);

    /// <returns>The repositories that hold a blob, when all their images that need it are in the archive; null when it may not freeze.</returns>
    ValueTask<IReadOnlyList<long>?> FindFreezableHoldersAsync(long blobId, CancellationToken ct);

    /// <summary>Notes that what is about to be written of a blob's pieces is to be released, unless it grows cold.</summary>
    ValueTask BeginFreezingAsync(long blobId, DateTimeOffset at, CancellationToken ct);

    /// <summary>Which of these chunks are kept already.</summary>
    /// <param name="hashes">SHA-256 in hexadecimal.</param>
    ValueTask<IReadOnlySet<string>> FindChunksAsync(long domain, IReadOnlyCollection<string> hashes, CancellationToken ct);

    /// <summary>Adds the next pieces of a blob, and with them a pack, whose bytes are durable, with its chunks.</summary>
    /// <param name="first">The ordinal of the first piece.</param>
    /// <param name="pieces">Hashes, in the order of the blob: of chunks that are kept, or come with the pack.</param>
    /// <param name="pack">null when all chunks are kept already.</param>
    ValueTask AddPiecesAsync(ArchivedBlob blob, long first, IReadOnlyList<string> pieces, NewPack? pack, CancellationToken ct);

    /// <summary>Makes a blob cold, if it may still freeze; its file is to be dropped from then on.</summary>
    /// <returns>false when it may not, or is gone.</returns>
    ValueTask<bool> TryMakeColdAsync(ArchivedBlob blob, DateTimeOffset at, CancellationToken ct);

    ValueTask<bool> IsColdAsync(ArchivedBlob blob, CancellationToken ct);

    /// <summary>The file of a cold blob is there again; its pieces are to be released. Nothing for one that is not cold.</summary>
    ValueTask MakeHotAsync(long blobId, DateTimeOffset at, CancellationToken ct);

    /// <summary>In their order, those after an ordinal.</summary>
    ValueTask<IReadOnlyList<ColdPiece>> ListPiecesAsync(long blobId, long after, int limit, CancellationToken ct);

    /// <summary>Lets go of pieces of a blob that is not cold; chunks that nobody needs go, and packs without any are left to the collector.</summary>
    /// <returns>How many went; fewer than the limit when none is left.</returns>
    ValueTask<int> ReleasePiecesAsync(long blobId, int limit, CancellationToken ct);

    /// <summary>Cold blobs that no repository holds any more.</summary>
    ValueTask<IReadOnlyList<long>> ListUnlinkedAsync(int limit, CancellationToken ct);

    /// <summary>Images on their way back, after an id.</summary>
    ValueTask<IReadOnlyList<ActivatingImage>> ListActivatingAsync(long after, int limit, CancellationToken ct);

    /// <summary>The blobs of an image that are cold.</summary>
    ValueTask<IReadOnlyList<ArchivedBlob>> ListColdBlobsAsync(long imageId, CancellationToken ct);

    /// <summary>Makes an activating image active, which the journal then knows, unless a blob of it is cold or a child is not active yet.</summary>
    ValueTask<bool> TryActivateAsync(long imageId, DateTimeOffset at, CancellationToken ct);
}

/// <summary>What is yet to be done with a blob.</summary>
public enum ArchiveTask
{
    /// <summary>It may have grown cold.</summary>
    Freeze,

    /// <summary>Its pieces are not needed, unless it is cold.</summary>
    Release,

    /// <summary>It is cold, and its file may still be there.</summary>
    Drop,
}

/// <param name="Id">Its number in the metadata; of a forgotten blob it may come back for another.</param>
public sealed record ArchivedBlob(long Id, BlobName Name, long Size);

/// <param name="RepositoryId">To whom the image belongs.</param>
public sealed record ActivatingImage(long Id, long RepositoryId, Digest Digest);

/// <param name="Name">Of the blob that the pack is.</param>
public sealed record NewPack(BlobName Name, long Size, IReadOnlyList<NewChunk> Chunks);

/// <param name="Hash">SHA-256 of the chunk's own bytes, in hexadecimal.</param>
/// <param name="Position">Of its first byte in the pack.</param>
public sealed record NewChunk(string Hash, long Position, int StoredLength, int Length, bool IsCompressed);

/// <summary>Where a piece of a cold blob lies.</summary>
public sealed record ColdPiece(long Ordinal, BlobName Pack, long PackSize, long Position, int StoredLength, int Length, bool IsCompressed);
