using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>
/// Works out previews, one after the other, in the background. What a stop or a crash breaks off begins again, whole: at the
/// next question about it, or within a minute of the start.
/// </summary>
internal sealed partial class LifecyclePreviews(
    ILifecyclePreviewStore store, IImageStore images, LifecycleEvaluator evaluator, LifecycleAudit audit, TimeProvider clock, ILogger<LifecyclePreviews> log) : BackgroundService
{
    private const int Batch = 500;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly Channel<UnfinishedPreview> waiting = Channel.CreateUnbounded<UnfinishedPreview>();
    private readonly ConcurrentDictionary<long, bool> known = new();

    /// <summary>Sees to a preview that is in progress, unless that is so already.</summary>
    public void See(Repository repository, LifecyclePreview preview)
    {
        if (known.TryAdd(preview.Id, true)) waiting.Writer.TryWrite(new(repository, preview));
    }

    /// <summary>Takes up what was broken off, and clears away what nobody may see any more.</summary>
    public async ValueTask TidyAsync(CancellationToken ct)
    {
        foreach (var unfinished in await store.ListUnfinishedAsync(Batch, ct)) See(unfinished.Repository, unfinished.Preview);
        foreach (var expired in await store.ExpireAsync(clock.GetUtcNow() - Lifetime, Batch, ct)) await ClearAsync(expired.Id, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await IsAnyWaitingAsync(stoppingToken))
            {
                while (waiting.Reader.TryRead(out var next))
                {
                    // Before it is looked at: who begins another from now on has it seen to anew.
                    known.TryRemove(next.Preview.Id, out _);
                    await TryWorkOutAsync(next.Repository, next.Preview, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is in progress stays so.
        }
    }

    /// <returns>false when it was cancelled.</returns>
    private async ValueTask<bool> IsAnyWaitingAsync(CancellationToken ct)
    {
        var ready = waiting.Reader.WaitToReadAsync(ct).AsTask();
        await ((Task)ready).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ready.IsCompletedSuccessfully;
    }

    private async ValueTask TryWorkOutAsync(Repository repository, LifecyclePreview preview, CancellationToken ct)
    {
        try
        {
            // It may have ended between the question about it and now.
            if (await store.FindAsync(repository.Id, ct) is { Status: LifecyclePreviewStatus.InProgress } current) await WorkOutAsync(repository, current, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            PreviewFailed(log, repository.Name, repository.Registry.Account, failure);
        }
    }

    private async ValueTask WorkOutAsync(Repository repository, LifecyclePreview preview, CancellationToken ct)
    {
        try
        {
            await ClearAsync(preview.Id, ct);
            if (!LifecyclePolicyText.TryParse(preview.Text, out var policy, out var fault)) throw new FormatException(fault);
            // The time of the question: it is answered the same after a restart.
            var outcome = await evaluator.EvaluateAsync(repository.Id, policy, preview.StartedAt, ct);
            var (expiring, transitioning) = await KeepAsync(repository.Id, preview.Id, outcome, ct);
            await audit.RecordPreviewAsync(repository, policy, expiring, transitioning);
            await store.EndAsync(preview.Id, LifecyclePreviewStatus.Complete, expiring, transitioning, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            PreviewFailed(log, repository.Name, repository.Registry.Account, failure);
            await store.EndAsync(preview.Id, LifecyclePreviewStatus.Failed, 0, 0, ct);
        }
    }

    private async ValueTask<(long Expiring, long Transitioning)> KeepAsync(long repositoryId, long preview, LifecycleOutcome outcome, CancellationToken ct)
    {
        var (position, expiring, transitioning) = (0L, 0L, 0L);
        foreach (var batch in outcome.Choices.Chunk(Batch))
        {
            List<LifecyclePreviewResult> results = [];
            foreach (var (choice, image) in batch.Zip(await images.ReadForLifecycleAsync(repositoryId, [.. batch.Select(choice => choice.ImageId)], ct)))
            {
                if (image is null) continue;
                results.Add(new(position++, image.Digest, image.Tags, image.PushedAt, choice.Action, choice.RulePriority, image.StorageClass));
                if (choice.Action is LifecycleAction.Expire) expiring++;
                else transitioning++;
            }

            await store.AddResultsAsync(preview, results, ct);
        }

        return (expiring, transitioning);
    }

    private async ValueTask ClearAsync(long preview, CancellationToken ct)
    {
        while (await store.ClearResultsAsync(preview, Batch, ct) == Batch)
        {
        }
    }

    [LoggerMessage(3303, LogLevel.Error, "A preview of a lifecycle policy of {Repository} in {Account} failed")]
    private static partial void PreviewFailed(ILogger log, RepositoryName repository, string account, Exception fault);
}
