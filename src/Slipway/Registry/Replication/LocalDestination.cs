using Slipway.Registry.Creation;
using Slipway.Registry.Images;
using Slipway.Registry.Journal;
using Slipway.Registry.Layers;
using Slipway.Registry.Manifests;

namespace Slipway.Registry.Replication;

/// <summary>A registry of this server, of another region or account: layers are shared, manifests are written anew.</summary>
internal sealed class LocalDestination(
    IRepositoryStore repositories,
    IImageStore images,
    RepositoryCreator creator,
    IReplicationPermissions permissions,
    PullLayer pull,
    CopyLayer copy,
    PushImage push,
    LocalSettings settings,
    IReplicationStore store) : IReplicationDestination
{
    // An index of indexes is rare, and one that goes deeper than this is no image.
    private const int Deepest = 8;

    public async ValueTask<bool> PushAsync(NewReplicationTask task, ReplicationCargo cargo, CancellationToken ct)
    {
        // Before the destination is touched: for an image that is gone no repository is made.
        if (await images.ReadManifestAsync(task.RepositoryId, Reference.To(task.Digest), ct) is null) return false;
        var target = await RequireAsync(task, ct);
        return await PushAsync(task.RepositoryId, target.Id, task.Digest, task.Tag, cargo, 0, ct);
    }

    public async ValueTask DeleteAsync(NewReplicationTask task, ReplicationCopy copy, bool isWanted, CancellationToken ct)
    {
        var target = await repositories.FindAsync(task.Route.Destination, task.Repository, ct);
        await PermitAsync(task, [ReplicationRight.BringImage, ReplicationRight.DeleteImage], ct);
        if (target is null) return;
        // A repository that was made anew, or an image that was pushed again by others, is not what was meant.
        if (await images.FindAsync(target.Id, Reference.To(task.Digest), ct) is not { } image || !copy.Is(image.PushedAt)) return;
        var deletesImage = task.Action is ReplicationAction.DeleteImage && !isWanted;
        if (task.Tag is { } tag)
        {
            var untagged = await images.DeleteCopyAsync(target.Id, image.Digest, image.PushedAt, tag, deletesImage, ChangeOrigin.Replication, ct);
            if (untagged.Status is ImageDeletionStatus.ReferencedByIndex) throw StillReferenced(task);
            if (untagged.Status is not ImageDeletionStatus.NotFound) return;
        }

        // It may have come without its tag, where that was immutable.
        if (!deletesImage) return;
        var deleted = await images.DeleteCopyAsync(target.Id, image.Digest, image.PushedAt, null, deleteLast: true, ChangeOrigin.Replication, ct);
        if (deleted.Status is ImageDeletionStatus.ReferencedByIndex) throw StillReferenced(task);
    }

    public async ValueTask<bool> SetAsync(NewReplicationTask task, RepositorySettings wanted, CancellationToken ct)
    {
        if (await repositories.FindAsync(task.Route.Destination, task.Repository, ct) is not { } target) return false;
        await PermitAsync(task, [.. wanted.Wanted.Select(ReplicationRights.Of)], ct);
        await settings.ApplyAsync(target, wanted, ct);
        return true;
    }

    private async ValueTask<Repository> RequireAsync(NewReplicationTask task, CancellationToken ct)
    {
        var (registry, name) = (task.Route.Destination, task.Repository);
        var found = await repositories.FindAsync(registry, name, ct);
        await PermitAsync(task, found is null ? [ReplicationRight.BringImage, ReplicationRight.CreateRepository] : [ReplicationRight.BringImage], ct);
        if (found is not null) return found;
        await store.ForgetSettingsAsync(task.RepositoryId, task.Route, ct);
        return await creator.CreateAsync(registry, name, CreationOccasion.Replication, ct)
            ?? throw new ReplicationFailureException(ReplicationFailureException.Internal, isFinal: false, $"{name} could not be made in {registry}", null);
    }

    private async ValueTask PermitAsync(NewReplicationTask task, IReadOnlyList<ReplicationRight> rights, CancellationToken ct)
    {
        if (await permissions.RefuseAsync(task.Route, task.Repository, task.Tag, rights, ct) is { } why)
            throw new ReplicationFailureException(ReplicationFailureException.AccessDenied, isFinal: true, why, null);
    }

    private async ValueTask<bool> PushAsync(long source, long target, Digest digest, ImageTag? tag, ReplicationCargo cargo, int depth, CancellationToken ct)
    {
        if (await images.ReadManifestAsync(source, Reference.To(digest), ct) is not { } manifest) return false;
        if (depth > Deepest || !ManifestDocument.TryParse(manifest.Content, manifest.MediaType, out var document, out _))
            throw new ReplicationFailureException(ReplicationFailureException.InvalidImage, isFinal: true, $"The manifest {digest} cannot be read", null);

        foreach (var child in document.Children) await PushAsync(source, target, child, null, cargo, depth + 1, ct);
        await CopyLayersAsync(source, target, document.Blobs, ct);
        var wasThere = await images.FindAsync(target, Reference.To(digest), ct) is not null;
        var outcome = await StoreAsync(target, manifest, tag, ct);
        // ECR's promise for a tag that the destination does not let move: the image arrives without it.
        if (outcome.Status is PushStatus.TagImmutable) outcome = await StoreAsync(target, manifest, null, ct);
        if (outcome.IsStored)
        {
            cargo.Add(digest, wasThere);
            if (await images.FindAsync(target, Reference.To(digest), ct) is { } image) cargo.Date(digest, image.PushedAt);
            return true;
        }

        // Something went away on either side while it was being copied.
        if (await images.ReadManifestAsync(source, Reference.To(digest), ct) is null) return false;
        throw new ReplicationFailureException(ReplicationFailureException.Internal, isFinal: false, $"The manifest {digest} was not taken: {outcome.Status}", null);
    }

    private ValueTask<PushOutcome> StoreAsync(long target, StoredManifest manifest, ImageTag? tag, CancellationToken ct) => push.PushAsync(
        new(target, manifest.Content, manifest.MediaType, manifest.Digest, tag) { Origin = ChangeOrigin.Replication }, ct);

    private async ValueTask CopyLayersAsync(long source, long target, IReadOnlyList<BlobReference> blobs, CancellationToken ct)
    {
        // What it is told to hold stays until the manifest arrives.
        var held = (await pull.FindAllAsync(target, [.. blobs.Select(blob => blob.Digest)], ct)).Where(link => !link.IsArchived).Select(link => link.Digest).ToHashSet();
        foreach (var blob in blobs)
        {
            // What the source lacks, such as a foreign layer, the manifest's store judges.
            if (held.Add(blob.Digest)) await copy.CopyAsync(source, target, blob.Digest, ct);
        }
    }

    private static ReplicationFailureException StillReferenced(NewReplicationTask task) => new(
        ReplicationFailureException.Internal, isFinal: false, $"{task.Digest} is still named by an index of {task.Repository}", null);
}
