using Microsoft.Extensions.Logging;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;

namespace Slipway.Ecr.Lifecycle;

/// <summary>
/// Runs a policy: decides over all images of its repository, then acts in batches, oldest image first. It stops when the
/// policy is replaced or removed. A crash leaves whole batches, and the policy due.
/// </summary>
internal sealed partial class LifecycleRuns(
    ILifecyclePolicyStore policies, IImageStore images, LifecycleEvaluator evaluator, LifecycleAudit audit, TimeProvider clock, ILogger<LifecycleRuns> log)
{
    // A push that comes while a batch is written waits for it: some ten milliseconds.
    private const int Batch = 100;

    // A run that takes long is followed by a pause of so many times its own length, however busy the repository is.
    private const int Pauses = 20;

    private static readonly TimeSpan Period = TimeSpan.FromDays(1), PauseAfterFailure = TimeSpan.FromHours(1);

    public async ValueTask RunAsync(DueLifecyclePolicy due, CancellationToken ct)
    {
        if (!await policies.BeginRunAsync(due.PolicyId, ct)) return;
        try
        {
            if (LifecyclePolicyText.TryParse(due.Text, out var policy, out var fault)) await RunAsync(due, policy, ct);
            else throw new FormatException(fault);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            RunFailed(log, due.Repository.Name, due.Repository.Registry.Account, failure);
            var next = clock.GetUtcNow() + PauseAfterFailure;
            await policies.RecordRunAsync(new(due.PolicyId, null, next, next), ct);
        }
    }

    private async ValueTask RunAsync(DueLifecyclePolicy due, LifecyclePolicy policy, CancellationToken ct)
    {
        var (now, begun) = (clock.GetUtcNow(), clock.GetTimestamp());
        var outcome = await evaluator.EvaluateAsync(due.Repository.Id, policy, now, ct);
        var (expired, archived, passedOver) = (0, 0, 0);
        foreach (var batch in outcome.Choices.Chunk(Batch))
        {
            if (await images.ActAsync(due.Repository.Id, due.PolicyId, batch, ct) is not { } deeds) return;
            await audit.RecordAsync(due, policy, deeds);
            expired += deeds.Count(deed => deed is { Status: LifecycleDeedStatus.Done, Choice.Action: LifecycleAction.Expire });
            archived += deeds.Count(deed => deed is { Status: LifecycleDeedStatus.Done, Choice.Action: LifecycleAction.Transition });
            passedOver += deeds.Count(deed => deed.Status is not LifecycleDeedStatus.Done);
        }

        if (expired + archived + passedOver == 0) await audit.RecordAsync(due, policy, []);
        var took = clock.GetElapsedTime(begun);
        var earliest = clock.GetUtcNow() + (took * Pauses);
        // What went may have freed others, such as the images of an index.
        await policies.RecordRunAsync(new(due.PolicyId, now, earliest, expired + archived > 0 ? earliest : now + Period), ct);
        Ran(log, due.Repository.Name, due.Repository.Registry.Account, outcome.Count, expired, archived, passedOver, (long)took.TotalMilliseconds);
    }

    [LoggerMessage(3301, LogLevel.Information, "The lifecycle policy of {Repository} in {Account} looked at {Images} images: {Expired} expired, {Archived} archived, {PassedOver} had changed; {Milliseconds} ms")]
    private static partial void Ran(ILogger log, RepositoryName repository, string account, int images, int expired, int archived, int passedOver, long milliseconds);

    [LoggerMessage(3302, LogLevel.Error, "The lifecycle policy of {Repository} in {Account} could not be run; it will be tried again in an hour")]
    private static partial void RunFailed(ILogger log, RepositoryName repository, string account, Exception fault);
}
