using Slipway.Registry.Journal;

namespace Slipway.Registry.Replication;

/// <summary>Decides what is to be done at a destination after a change in the source.</summary>
internal sealed class ReplicationSelection(IImageStore images)
{
    // The signatures and attestations of one image; what has more comes with its own pushes.
    private const int MostReferrers = 100;

    public async ValueTask<IReadOnlyList<NewReplicationTask>> SelectAsync(RegistryChange change, ReplicationOptions options, CancellationToken ct)
    {
        // What came by replication goes no further, and what replication deleted is deleted here alone: two registries
        // that replicate to each other would go on for ever. All else goes: what was fetched from upstream or signed here
        // is content of the registry as much as what a client pushed.
        if (change.Origin is ChangeOrigin.Replication) return [];
        return change.Action switch
        {
            RegistryAction.ImagePushed => await PushesAsync(change, change.Tag, options, ct),
            RegistryAction.ImageRestored => await RestoredAsync(change, options, ct),
            RegistryAction.ImageDeleted when options.Deletions && Goes(change.Tag, options) => [TaskOf(change, change.Digest, change.Tag, options, ReplicationAction.DeleteImage)],
            RegistryAction.TagDeleted when options.Deletions && Goes(change.Tag, options) => [TaskOf(change, change.Digest, change.Tag, options, ReplicationAction.DeleteTag)],
            _ => [],
        };
    }

    private static bool Goes(ImageTag? tag, ReplicationOptions options) => tag is not { } name || options.Includes(name);

    private async ValueTask<IReadOnlyList<NewReplicationTask>> RestoredAsync(RegistryChange change, ReplicationOptions options, CancellationToken ct)
    {
        var tags = change.Tag is { } tag ? [tag] : (await images.FindAsync(change.RepositoryId, Reference.To(change.Digest), ct))?.Tags ?? [];
        if (tags.Count == 0) return await PushesAsync(change, null, options, ct);
        List<NewReplicationTask> tasks = [];
        foreach (var each in tags) tasks.AddRange(await PushesAsync(change, each, options, ct));
        return tasks;
    }

    private async ValueTask<IReadOnlyList<NewReplicationTask>> PushesAsync(RegistryChange change, ImageTag? tag, ReplicationOptions options, CancellationToken ct)
    {
        var push = TaskOf(change, change.Digest, tag, options, ReplicationAction.Push);
        if (!options.AreTagsFiltered) return [push];
        if (tag is null) return await GoesWithSubjectAsync(change, options, ct) ? [push] : [];
        if (!options.Includes(tag.Value)) return [];
        // What refers to the image stayed behind while no tag of it was wanted.
        var referrers = await images.ListReferrersAsync(change.RepositoryId, change.Digest, null, null, MostReferrers, ct);
        return [push, .. referrers.Items.Select(referrer => TaskOf(change, referrer.Digest, null, options, ReplicationAction.Push))];
    }

    private async ValueTask<bool> GoesWithSubjectAsync(RegistryChange change, ReplicationOptions options, CancellationToken ct) =>
        change.Image.Subject is { } subject
        && await images.FindAsync(change.RepositoryId, Reference.To(subject), ct) is { } image
        && image.Tags.Any(options.Includes);

    private static NewReplicationTask TaskOf(RegistryChange change, Digest digest, ImageTag? tag, ReplicationOptions options, ReplicationAction action) =>
        new(new(change.Registry, options.Destination), change.RepositoryId, change.Repository, digest, tag, action, BackfillId: null);
}
