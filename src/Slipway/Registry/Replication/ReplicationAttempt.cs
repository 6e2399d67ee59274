using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Registry.Creation;
using Slipway.Registry.Journal;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;

namespace Slipway.Registry.Replication;

/// <summary>Does a task once, and decides what follows: it is done, it is put off, or it has failed.</summary>
internal sealed partial class ReplicationAttempt(
    IReplicationStore store, ReplicationDestinations destinations, SettingsReplication settings, IRepositoryStore repositories, IImageStore images, TimeProvider clock, ILogger<ReplicationAttempt> log)
{
    /// <summary>How long a destination may be away before what waits for it has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5), LongestPause = TimeSpan.FromMinutes(15);

    public async ValueTask RunAsync(ReplicationTask task, CancellationToken ct)
    {
        var cargo = new ReplicationCargo((await settings.OptionsAsync(task.What, ct)).Deletions, task.QueuedAt, clock);
        try
        {
            if (await IsOvertakenAsync(task.What, ct))
            {
                await FinishAsync(task, null, null, ReplicationYield.None, ct);
                return;
            }

            var destination = await destinations.FindAsync(task.What.Route, ct);
            var isThere = await DoAsync(destination, task.What, cargo, ct);
            await FinishAsync(task, isThere ? ReplicationStatus.Complete : null, null, await YieldAsync(task.What, cargo, ct), ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await FailAsync(task, FailureOf(fault), await YieldAsync(task.What, cargo, ct), ct);
        }
    }

    /// <summary>The pause before the next attempt: doubled each time.</summary>
    public static TimeSpan PauseAfter(int attempts) => attempts > 10 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << attempts));

    /// <returns>Something has arrived that is to be remembered.</returns>
    private async ValueTask<bool> DoAsync(IReplicationDestination destination, NewReplicationTask task, ReplicationCargo cargo, CancellationToken ct)
    {
        switch (task.Action)
        {
            case ReplicationAction.Push:
                if (!await destination.PushAsync(task, cargo, ct)) return false;
                // Before the push is done with: what is cut off here is done again.
                await settings.ArrivedAsync(task, ct);
                return true;
            case ReplicationAction.Settings:
                return await settings.ReadAsync(task, ct) is { } wanted && await destination.SetAsync(task, wanted, ct);
            default:
                // What never arrived from here is not replication's to delete.
                if (await store.FindCopyAsync(task.RepositoryId, task.Digest, task.Route, ct) is { } copy)
                    await destination.DeleteAsync(task, copy, await IsWantedAsync(task, task.Digest, ct), ct);
                return false;
        }
    }

    // A child that was deleted while its index was on its way may have come after its own deletion: it is deleted once more.
    private async ValueTask<ReplicationYield> YieldAsync(NewReplicationTask task, ReplicationCargo cargo, CancellationToken ct)
    {
        List<NewReplicationTask> left = [];
        foreach (var copy in cargo.IsDeletable ? cargo.Copies : [])
        {
            if (copy.Digest == task.Image || await IsWantedAsync(task, copy.Digest, ct)) continue;
            left.Add(task with { Image = copy.Digest, Tag = null, Action = ReplicationAction.DeleteImage, BackfillId = null });
        }

        return new(cargo.Copies, left);
    }

    // The repository of that name may be another by now.
    private async ValueTask<bool> IsWantedAsync(NewReplicationTask task, Digest digest, CancellationToken ct) =>
        await images.FindAsync(task.RepositoryId, Reference.To(digest), ct) is not null
        || (await repositories.FindAsync(task.Route.Source, task.Repository, ct) is { } current
            && current.Id != task.RepositoryId
            && await images.FindAsync(current.Id, Reference.To(digest), ct) is not null);

    private static ReplicationFailureException FailureOf(Exception fault) => fault switch
    {
        ReplicationFailureException told => told,
        StorageQuotaException => new(ReplicationFailureException.QuotaExceeded, isFinal: false, fault.Message, fault),
        // Somebody must change the template, and pushes again.
        TemplateNotApplicableException => new(ReplicationFailureException.TemplateNotApplicable, isFinal: true, fault.Message, fault),
        // What is disabled or to be deleted may be had again; what is gone may not.
        KeyUnavailableException key => new(ReplicationFailureException.KeyUnavailable, isFinal: key.Fault is KeyFault.Missing or KeyFault.Foreign, fault.Message, fault),
        _ => new(ReplicationFailureException.Internal, isFinal: false, fault.Message, fault),
    };

    // What a backfill found may have been pushed over since, and that push may have gone before it.
    private async ValueTask<bool> IsOvertakenAsync(NewReplicationTask task, CancellationToken ct) =>
        task is { BackfillId: not null, Tag: { } tag } && (await images.FindAsync(task.RepositoryId, Reference.To(tag), ct))?.Digest != task.Digest;

    private async ValueTask FailAsync(ReplicationTask task, ReplicationFailureException failure, ReplicationYield yield, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var pause = failure.RetryAfter is { } asked && asked > PauseAfter(task.Attempts) ? asked : PauseAfter(task.Attempts);
        var isLast = failure.IsFinal || task.Attempts + 1 >= failure.MostAttempts;
        if (!isLast && now + pause - task.QueuedAt < Patience)
        {
            PutOff(log, task.What.Action, task.What.Repository, task.What.Subject, task.What.Image, task.What.Route, failure.Code, pause, failure.Message);
            await store.PutOffAsync(task, now + pause, new(failure.Code, failure.Message), yield, now, ct);
            return;
        }

        Failed(log, task.What.Action, task.What.Repository, task.What.Subject, task.What.Image, task.What.Route, failure.Code, failure.Message);
        var status = task.What.Action is ReplicationAction.Push or ReplicationAction.Settings ? ReplicationStatus.Failed : (ReplicationStatus?)null;
        await FinishAsync(task, status, new(failure.Code, failure.Message), yield, ct);
    }

    private async ValueTask FinishAsync(ReplicationTask task, ReplicationStatus? status, ReplicationFailure? failure, ReplicationYield yield, CancellationToken ct)
    {
        var state = status is { } known ? new ReplicationState(task.What.Route, known, failure?.Code) { Failure = failure } : null;
        var change = status is null || task.What.Action is not ReplicationAction.Push ? null : await ChangeOfAsync(task.What, status is ReplicationStatus.Complete, ct);
        await store.FinishAsync(task, new(state, yield, change), clock.GetUtcNow(), ct);
    }

    // Told where the image arrives, as ECR tells it; of a registry elsewhere, which tells its own people, it is told here.
    private async ValueTask<RegistryChange> ChangeOfAsync(NewReplicationTask task, bool arrived, CancellationToken ct)
    {
        var (source, destination) = (task.Route.Source, task.Route.Destination);
        var told = await destinations.IsElsewhereAsync(task.Route, ct) ? source : destination;
        var image = await images.FindAsync(task.RepositoryId, Reference.To(task.Digest), ct);
        return new(
            Id: 0,
            told,
            (await repositories.FindAsync(told, task.Repository, ct))?.Id ?? 0,
            task.Repository,
            RegistryAction.ImageReplicated,
            ChangeOrigin.Replication,
            task.Digest,
            task.Tag,
            image is null ? ImageKind.Unknown : new(image.MediaType, image.ConfigMediaType, image.ArtifactType, image.Subject),
            DetailOf(arrived, source),
            clock.GetUtcNow());
    }

    private static string DetailOf(bool arrived, RegistryScope source) =>
        $$"""{"result":"{{(arrived ? "SUCCESS" : "FAILED")}}","source-account":"{{JsonEncodedText.Encode(source.Account)}}","source-region":"{{JsonEncodedText.Encode(source.Region)}}"}""";

    [LoggerMessage(3300, LogLevel.Warning, "{Action} of {Repository} {Subject} ({Digest}) on the way {Route} was put off ({Code}) by {Pause}: {Why}")]
    private static partial void PutOff(ILogger log, ReplicationAction action, RepositoryName repository, string subject, Digest? digest, ReplicationRoute route, string code, TimeSpan pause, string why);

    [LoggerMessage(3301, LogLevel.Error, "{Action} of {Repository} {Subject} ({Digest}) on the way {Route} has failed ({Code}): {Why}")]
    private static partial void Failed(ILogger log, ReplicationAction action, RepositoryName repository, string subject, Digest? digest, ReplicationRoute route, string code, string why);
}
