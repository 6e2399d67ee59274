using Slipway.Registry.Caching;

namespace Slipway.Registry.Layers;

/// <summary>
/// Says whether a repository holds a blob, and opens it. Whoever is told that a blob is there may rely on it: it will
/// not be collected for a grace period (see <see cref="BlobClaims"/>).
/// </summary>
public sealed class PullLayer(CachedLinks links, IBlobStore blobs, BlobClaims claims)
{
    /// <returns>The size in bytes; null when the repository does not hold the blob, or its bytes are damaged.</returns>
    public async ValueTask<long?> FindAsync(long repositoryId, Digest digest, CancellationToken ct)
    {
        if (!claims.TryClaim(new(repositoryId, digest), out var claim)) return null;
        if (await links.FindSizeAsync(repositoryId, digest, ct) is { } held && await blobs.FindAsync(held.Name, ct) == held.Size) return held.Size;
        claims.Release(claim);
        return null;
    }

    /// <summary>What is known of several blobs; those that are absent or damaged are left out. Of those in the archive the bytes may be away.</summary>
    public async ValueTask<IReadOnlyList<BlobLink>> FindAllAsync(long repositoryId, IReadOnlyCollection<Digest> digests, CancellationToken ct)
    {
        var claimed = new Dictionary<Digest, BlobClaim>();
        foreach (var digest in digests)
            if (claims.TryClaim(new(repositoryId, digest), out var claim)) claimed[digest] = claim;

        List<BlobLink> found = [];
        foreach (var link in await links.FindAllAsync(repositoryId, claimed.Keys, ct))
        {
            if (link.IsArchived)
            {
                found.Add(link);
                continue;
            }

            if (await blobs.FindAsync(link.Name, ct) != link.Size) continue;
            claimed.Remove(link.Digest);
            found.Add(link);
        }

        foreach (var claim in claimed.Values) claims.Release(claim);
        return found;
    }

    /// <returns>null when the repository does not hold the blob, or its bytes are damaged.</returns>
    public async ValueTask<IBlobContent?> OpenAsync(long repositoryId, Digest digest, CancellationToken ct)
    {
        if (!claims.TryClaim(new(repositoryId, digest), out var claim)) return null;
        if (await links.FindSizeAsync(repositoryId, digest, ct) is { } held && await blobs.OpenAsync(held.Name, held.Size, ct) is { } content) return content;
        claims.Release(claim);
        return null;
    }
}
