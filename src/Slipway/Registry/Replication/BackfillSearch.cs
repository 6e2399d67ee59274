using Slipway.Registry.Journal;

namespace Slipway.Registry.Replication;

/// <summary>Queues, piece by piece, what was there before its destination. The queue is never much longer for it.</summary>
internal sealed class BackfillSearch(
    IReplicationBackfillStore backfills, ReplicationSettings settings, ReplicationSelection selection, IRepositoryStore repositories, IImageStore images, TimeProvider clock)
{
    private const int Piece = 200, MostPending = 1000;

    /// <summary>Searches on for a piece.</summary>
    /// <returns>false when there is nothing to search, or enough is queued.</returns>
    public async ValueTask<bool> SearchAsync(CancellationToken ct)
    {
        if (await backfills.FindSearchingAsync(ct) is not { Position: { } position } backfill || backfill.Pending >= MostPending) return false;
        if (await RepositoryAtAsync(backfill, position, ct) is not { } repository)
        {
            // The one it was in is gone, or there is no other.
            var next = position.Image.Length > 0 ? position with { Image = "" } : null;
            await backfills.AdvanceAsync(backfill.Id, [], next, clock.GetUtcNow(), ct);
            return true;
        }

        var plan = await settings.PlanAsync(backfill.Route.Source, ct);
        if (!plan.Configuration.DestinationsOf(repository.Name).Contains(backfill.Route.Destination))
        {
            await backfills.AdvanceAsync(backfill.Id, [], BackfillPosition.Behind(repository.Name), clock.GetUtcNow(), ct);
            return true;
        }

        var options = plan.OptionsOf(backfill.Route.Destination);
        var after = position.Repository == repository.Name.ToString() ? position.AfterImage() : null;
        var page = await images.ListImageIdsAsync(repository.Id, TagStatus.Any, after, Piece, ct);
        List<NewReplicationTask> found = [];
        foreach (var id in page.Items) found.AddRange(await TasksOfAsync(backfill, repository, id, options, ct));
        if (!page.HasMore && options.Settings is { Count: > 0 }) found.Add(NewReplicationTask.OfSettings(backfill.Route, repository.Id, repository.Name));
        var where = page.HasMore ? BackfillPosition.Within(repository.Name, page.Items[^1]) : BackfillPosition.Behind(repository.Name);
        await backfills.AdvanceAsync(backfill.Id, found, where, clock.GetUtcNow(), ct);
        return true;
    }

    private async ValueTask<Repository?> RepositoryAtAsync(ReplicationBackfill backfill, BackfillPosition position, CancellationToken ct)
    {
        RepositoryName? name = RepositoryName.TryParse(position.Repository, out var parsed) ? parsed : null;
        return position.Image.Length > 0
            ? await repositories.FindAsync(backfill.Route.Source, name!.Value, ct)
            : (await repositories.ListAsync(backfill.Route.Source, name, 1, ct)).Items is [var next, ..] ? next : null;
    }

    // As if it were pushed now.
    private async ValueTask<IEnumerable<NewReplicationTask>> TasksOfAsync(ReplicationBackfill backfill, Repository repository, ImageId id, ReplicationOptions options, CancellationToken ct)
    {
        var kind = ImageKind.Unknown;
        if (options.AreTagsFiltered && id.Tag is null && await images.FindAsync(repository.Id, Reference.To(id.Digest), ct) is { } image)
            kind = new(image.MediaType, image.ConfigMediaType, image.ArtifactType, image.Subject);
        var push = new RegistryChange(
            0, repository.Registry, repository.Id, repository.Name, RegistryAction.ImagePushed, ChangeOrigin.Client, id.Digest, id.Tag, kind, null, clock.GetUtcNow());
        return (await selection.SelectAsync(push, options, ct)).Select(task => task with { BackfillId = backfill.Id });
    }
}
