using Slipway.Kernel;
using Slipway.Registry.Caching;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.Layers;

/// <summary>
/// Uploads of blobs, for both API_UploadLayerPart and the data plane. An upload belongs to one repository, survives a
/// restart, and shows nothing of itself before it is completed.
/// </summary>
public sealed class PushLayer(CachedLinks links, IBlobStore blobs, BlobLocks locks, IIdSource ids, TimeProvider clock, IStorageQuotaStore quotas)
{
    /// <exception cref="StorageQuotaException">There is no room for a single byte.</exception>
    /// <exception cref="KeyUnavailableException">The repository's key cannot be used; also from the others here.</exception>
    public async ValueTask<IBlobUpload> StartAsync(long repositoryId, CancellationToken ct)
    {
        await RequireRoomAsync(repositoryId, 1, ct);
        // Of a repository that is gone the upload leads nowhere, whatever its domain.
        var domain = await links.FindDomainAsync(repositoryId, ct) ?? BlobName.Shared;
        return await blobs.CreateUploadAsync(new(repositoryId, ids.NewId()), domain, ct);
    }

    /// <summary>Called before so many bytes in all are taken, so that nobody sends in vain what cannot be kept.</summary>
    /// <exception cref="StorageQuotaException">There is no room for them at this moment.</exception>
    public async ValueTask RequireRoomAsync(long repositoryId, long bytes, CancellationToken ct)
    {
        if (await quotas.RefusalOfAsync(repositoryId, bytes, ct) is { } refusal) throw refusal;
    }

    /// <summary>Opens an upload for this request alone; waits while another request has it.</summary>
    /// <returns>null when this repository has no such upload.</returns>
    public ValueTask<IBlobUpload?> OpenAsync(long repositoryId, Guid id, CancellationToken ct) =>
        blobs.OpenUploadAsync(new(repositoryId, id), ct);

    /// <summary>Makes what has been uploaded a blob of the repository; when this returns, both are durable.</summary>
    /// <exception cref="StorageQuotaException">There is no room for it.</exception>
    public async ValueTask<LayerPush> CompleteAsync(IBlobUpload upload, Digest digest, CancellationToken ct)
    {
        var size = upload.Length;
        // Before its bytes are published; pushes beside this one are met when the link is made.
        if (await quotas.RefusalOfAsync(upload.Key.RepositoryId, size, ct) is { } refusal && await links.FindSizeAsync(upload.Key.RepositoryId, digest, ct) is null)
            throw refusal;
        // From the publication of the bytes until the link is committed the collector keeps away from them.
        using var hold = await locks.TakeAsync(digest, ct);
        if (!await upload.CommitAsync(digest, ct)) return LayerPush.DigestMismatch;
        return await links.LinkAsync(upload.Key.RepositoryId, digest, size, clock.GetUtcNow(), ct)
            ? LayerPush.Completed
            : LayerPush.RepositoryMissing;
    }

    /// <summary>Makes a blob of one repository visible in another, without its bytes being sent again.</summary>
    /// <returns>false when the source does not hold it, either repository is gone, or they are encrypted differently.</returns>
    public async ValueTask<bool> MountAsync(long fromRepositoryId, long toRepositoryId, Digest digest, CancellationToken ct)
    {
        if (await links.FindSizeAsync(fromRepositoryId, digest, ct) is not { } held) return false;
        using var hold = await locks.TakeAsync(digest, ct);
        return await blobs.FindAsync(held.Name, ct) == held.Size
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
