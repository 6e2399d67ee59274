using Slipway.Kernel;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;

namespace Slipway.Registry.Caching;

/// <summary>
/// The images, with the manifests and tags that are pulled kept in memory, bounded by bytes; absent ones too, since
/// clients ask for what they are about to push. All writes must come through here.
/// </summary>
public sealed class CachedImages(IImageStore store, ChangeSignal changes) : IImageStore
{
    private const long Budget = 32 << 20;

    // What an entry costs besides its bytes: keys, header texts, the entries themselves.
    private const long Overhead = 600;

    private readonly LinearizableCache<Key, StoredManifest?> cache = new(Budget);

    public ValueTask<StoredManifest?> ReadManifestAsync(long repositoryId, Reference reference, CancellationToken ct)
    {
        var key = new Key(repositoryId, reference.ToString());
        return cache.TryGet(key, repositoryId, out var known) ? new(known) : ReadAsync(key, reference, ct);
    }

    public async ValueTask<ImagePut> PutAsync(NewImage image, CancellationToken ct)
    {
        var byDigest = new Key(image.RepositoryId, image.Digest.ToString());
        using var fence = image.Tag is { } tag
            ? cache.Write(byDigest, new Key(image.RepositoryId, tag.ToString()))
            : cache.Write(byDigest);
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        var put = await store.PutAsync(image, CancellationToken.None);
        if (put.Status is ImagePutStatus.Stored) changes.Raise();
        // With the image all its tags are there again, which had been remembered as absent.
        if (put.IsRestored) cache.WriteScope(image.RepositoryId).Dispose();
        return put;
    }

    public async ValueTask<ImageDeletion> DeleteTagAsync(long repositoryId, ImageTag tag, Digest? expected, bool deleteLast, ChangeOrigin origin, CancellationToken ct)
    {
        // With its last tag the image goes too, and which one that is, is known only afterwards.
        using var fence = deleteLast ? cache.WriteScope(repositoryId) : cache.Write(new Key(repositoryId, tag.ToString()));
        return Told(await store.DeleteTagAsync(repositoryId, tag, expected, deleteLast, origin, CancellationToken.None));
    }

    public async ValueTask<ImageDeletion> DeleteImageAsync(long repositoryId, Digest digest, IReadOnlySet<ImageTag>? tags, ChangeOrigin origin, CancellationToken ct)
    {
        // All its tags go with it, and which these are is known only afterwards.
        using var fence = cache.WriteScope(repositoryId);
        return Told(await store.DeleteImageAsync(repositoryId, digest, tags, origin, CancellationToken.None));
    }

    public async ValueTask<ImageDeletion> DeleteCopyAsync(
        long repositoryId, Digest digest, DateTimeOffset pushedAt, ImageTag? tag, bool deleteLast, ChangeOrigin origin, CancellationToken ct)
    {
        using var fence = cache.WriteScope(repositoryId);
        return Told(await store.DeleteCopyAsync(repositoryId, digest, pushedAt, tag, deleteLast, origin, CancellationToken.None));
    }

    public async ValueTask<ImageArchiving> ArchiveAsync(long repositoryId, Digest digest, ChangeOrigin origin, CancellationToken ct)
    {
        using var fence = cache.WriteScope(repositoryId);
        var archiving = await store.ArchiveAsync(repositoryId, digest, origin, CancellationToken.None);
        if (archiving.Status is ImageArchivingStatus.Archived) changes.Raise();
        return archiving;
    }

    // What cannot be pulled before cannot be pulled after it either.
    public ValueTask<ImageActivation> ActivateAsync(long repositoryId, Digest digest, CancellationToken ct) => store.ActivateAsync(repositoryId, digest, CancellationToken.None);

    public async ValueTask<IReadOnlyList<LifecycleDeed>?> ActAsync(long repositoryId, long policyId, IReadOnlyList<LifecycleChoice> choices, CancellationToken ct)
    {
        using var fence = cache.WriteScope(repositoryId);
        var deeds = await store.ActAsync(repositoryId, policyId, choices, CancellationToken.None);
        if (deeds?.Any(deed => deed.Status is LifecycleDeedStatus.Done) is true) changes.Raise();
        return deeds;
    }

    /// <summary>For what changes a repository's images without coming through here: from before the write until it is disposed, nothing of it is remembered.</summary>
    internal IDisposable Changing(long repositoryId) => cache.WriteScope(repositoryId);

    /// <summary>Forgets everything, for deletions that could not be named beforehand.</summary>
    internal void ForgetAll() => cache.WriteAll().Dispose();

    public ValueTask<Image?> FindAsync(long repositoryId, Reference reference, CancellationToken ct) =>
        store.FindAsync(repositoryId, reference, ct);

    public ValueTask<Page<ImageTag>> ListTagsAsync(long repositoryId, ImageTag? after, int limit, CancellationToken ct) =>
        store.ListTagsAsync(repositoryId, after, limit, ct);

    public ValueTask<Page<Image>> ListImagesAsync(long repositoryId, ImageFilter filter, Digest? after, int limit, CancellationToken ct) =>
        store.ListImagesAsync(repositoryId, filter, after, limit, ct);

    public ValueTask<Page<ImageId>> ListImageIdsAsync(long repositoryId, ImageFilter filter, ImageId? after, int limit, CancellationToken ct) =>
        store.ListImageIdsAsync(repositoryId, filter, after, limit, ct);

    public ValueTask<Page<LifecycleImage>> ListForLifecycleAsync(long repositoryId, Digest? after, int limit, CancellationToken ct) =>
        store.ListForLifecycleAsync(repositoryId, after, limit, ct);

    public ValueTask<IReadOnlyList<LifecycleImage?>> ReadForLifecycleAsync(long repositoryId, IReadOnlyList<long> images, CancellationToken ct) =>
        store.ReadForLifecycleAsync(repositoryId, images, ct);

    public ValueTask<LifecycleImage?> FindForLifecycleAsync(long repositoryId, Reference reference, CancellationToken ct) =>
        store.FindForLifecycleAsync(repositoryId, reference, ct);

    public ValueTask<Page<Referrer>> ListReferrersAsync(long repositoryId, Digest subject, string? artifactType, Digest? after, int limit, CancellationToken ct) =>
        store.ListReferrersAsync(repositoryId, subject, artifactType, after, limit, ct);

    public ValueTask RecordPullsAsync(IReadOnlyCollection<ImagePull> pulls, CancellationToken ct) => store.RecordPullsAsync(pulls, ct);

    private async ValueTask<StoredManifest?> ReadAsync(Key key, Reference reference, CancellationToken ct)
    {
        var ticket = cache.Begin(key, key.RepositoryId);
        var found = await store.ReadManifestAsync(key.RepositoryId, reference, ct);
        if (found is not null && reference.Tag is not null)
        {
            // A tag and its digest share one copy of the bytes.
            var byDigest = new Key(key.RepositoryId, found.Digest.ToString());
            if (cache.TryGet(byDigest, key.RepositoryId, out var shared) && shared is not null) found = shared;
        }

        cache.Offer(key, key.RepositoryId, ticket, found, Overhead + (found?.Content.Length ?? 0));
        return found;
    }

    private ImageDeletion Told(ImageDeletion deletion)
    {
        if (deletion.Status is ImageDeletionStatus.ImageDeleted or ImageDeletionStatus.TagDeleted) changes.Raise();
        return deletion;
    }

    /// <param name="Reference">A digest has a colon, a tag has none.</param>
    private readonly record struct Key(long RepositoryId, string Reference);
}
