using Slipway.Registry.Sealing;

namespace Slipway.Registry;

/// <summary>What the collector and <c>slipway verify</c> ask of the metadata. Must pass CollectorStoreContract.</summary>
public interface ICollectorStore
{
    /// <summary>Links that no image refers to and that were made or renewed before <paramref name="linkedBefore"/>, in a fixed order.</summary>
    ValueTask<IReadOnlyList<LinkKey>> ListUnreferencedLinksAsync(DateTimeOffset linkedBefore, LinkKey? after, int limit, CancellationToken ct);

    /// <summary>Removes those links that still qualify.</summary>
    /// <returns>How many went.</returns>
    ValueTask<int> RemoveLinksAsync(IReadOnlyCollection<LinkKey> links, DateTimeOffset linkedBefore, CancellationToken ct);

    /// <summary>Blobs that no repository holds.</summary>
    ValueTask<IReadOnlyList<BlobName>> ListUnlinkedBlobsAsync(int limit, CancellationToken ct);

    /// <summary>Forgets a blob if no repository holds it. The caller holds the blob's lock and deletes the bytes afterwards.</summary>
    /// <returns>true when the blob is now unknown (also when it was before).</returns>
    ValueTask<bool> TryForgetBlobAsync(BlobName name, CancellationToken ct);

    /// <summary>Clears away rows of deleted repositories and manifests that nothing names, a batch at a time.</summary>
    /// <returns>How many rows went; 0 when there is nothing left to clear.</returns>
    ValueTask<int> ClearDeletedAsync(int limit, CancellationToken ct);

    /// <summary>Deletes referrers whose subject was deleted before <paramref name="deletedBefore"/>, a batch at a time.</summary>
    ValueTask<int> DeleteOrphanedReferrersAsync(DateTimeOffset deletedBefore, int limit, CancellationToken ct);

    /// <summary>Every blob that some repository holds, with its size, in order of the names.</summary>
    IAsyncEnumerable<KnownBlob> ListBlobsAsync(CancellationToken ct);

    /// <summary>Every image with its manifest's bytes, one after the other.</summary>
    IAsyncEnumerable<ListedManifest> ListManifestsAsync(CancellationToken ct);

    /// <summary>
    /// References that lead nowhere: a tag without image, an image without manifest, a required blob without link, a
    /// child that is missing, a link without blob. Each as a sentence that names the repository and what is missing. A
    /// database that is itself damaged is told first, and nothing else then.
    /// </summary>
    IAsyncEnumerable<string> ListDanglingReferencesAsync(CancellationToken ct);
}

public readonly record struct LinkKey(long RepositoryId, Digest Digest);

public sealed record KnownBlob(BlobName Name, long Size);

/// <param name="Repository">As a person would name it.</param>
/// <param name="Shut">Why its bytes cannot be read now; they are empty then.</param>
public sealed record ListedManifest(string Repository, StoredManifest Manifest, KeyUnavailableException? Shut);
