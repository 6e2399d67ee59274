using Slipway.Kernel;
using Slipway.Registry.Caching;

namespace Slipway.Registry.Layers;

/// <summary>
/// Uploads of blobs, for both API_UploadLayerPart and the data plane. An upload belongs to one repository, survives a
/// restart, and shows nothing of itself before it is completed.
/// </summary>
public sealed class PushLayer(CachedLinks links, IBlobStore blobs, BlobLocks locks, IIdSource ids, TimeProvider clock)
{
    public async ValueTask<IBlobUpload> StartAsync(long repositoryId, CancellationToken ct) =>
        await blobs.CreateUploadAsync(new(repositoryId, ids.NewId()), ct);

    /// <summary>Opens an upload for this request alone; waits while another request has it.</summary>
    /// <returns>null when this repository has no such upload.</returns>
    public ValueTask<IBlobUpload?> OpenAsync(long repositoryId, Guid id, CancellationToken ct) =>
        blobs.OpenUploadAsync(new(repositoryId, id), ct);

    /// <summary>Makes what has been uploaded a blob of the repository; when this returns, both are durable.</summary>
    public async ValueTask<LayerPush> CompleteAsync(IBlobUpload upload, Digest digest, CancellationToken ct)
    {
        var size = upload.Length;
        // From the publication of the bytes until the link is committed the collector keeps away from them.
        using var hold = await locks.TakeAsync(digest, ct);
        if (!await upload.CommitAsync(digest, ct)) return LayerPush.DigestMismatch;
        return await links.LinkAsync(upload.Key.RepositoryId, digest, size, clock.GetUtcNow(), ct)
            ? LayerPush.Completed
            : LayerPush.RepositoryMissing;
    }

    /// <summary>Makes a blob of one repository visible in another, without its bytes being sent again.</summary>
    /// <returns>false when the source does not hold it, or either repository is gone.</returns>
    public async ValueTask<bool> MountAsync(long fromRepositoryId, long toRepositoryId, Digest digest, CancellationToken ct)
    {
        if (await links.FindSizeAsync(fromRepositoryId, digest, ct) is not { } size) return false;
        using var hold = await locks.TakeAsync(digest, ct);
        return await blobs.FindAsync(digest, ct) == size
            && await links.MountAsync(fromRepositoryId, toRepositoryId, digest, clock.GetUtcNow(), ct);
    }
}

/// <summary>How the completion of an upload ended.</summary>
public enum LayerPush
{
    Completed,

    /// <summary>The bytes do not have that digest; the upload stays as it was.</summary>
    DigestMismatch,

    RepositoryMissing,
}
