using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.Journal;

/// <summary>
/// Acts on every change of the journal, in order, soon after it was committed, and at least once: after a crash the last
/// batch comes again, so that effects are keyed by the change's id. One node follows at a time.
/// </summary>
internal abstract partial class ChangeFollower(IChangeJournal journal, ChangeSignal signal, ILeases leases, ILogger log) : BackgroundService
{
    private const int Batch = 200;

    // Real time, not the clock's: both are about this process, not about what it keeps.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1), LeaseDuration = TimeSpan.FromSeconds(30);

    /// <summary>Of the follower in the journal; stays the same for ever.</summary>
    public abstract string Name { get; }

    /// <summary>Acts on a batch. An exception has the whole batch come again: what may fail for one change alone is dealt with here.</summary>
    protected abstract ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Away from the start of the program.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.TryTakeAsync($"follow-{Name}", LeaseDuration, stoppingToken);
                if (lease is not null)
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                    await FollowUntilLostAsync(either.Token);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                FollowingFailed(log, Name, fault);
            }

            await Task.Delay(Retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask FollowUntilLostAsync(CancellationToken ct)
    {
        while (true)
        {
            var next = signal.NextAsync();
            var changes = await journal.ReadAsync(Name, Batch, ct);
            if (changes.Count > 0)
            {
                await FollowAsync(changes, ct);
                await journal.AdvanceAsync(Name, changes[^1].Id, ct);
            }
            else
            {
                await next.WaitAsync(ct);
            }
        }
    }

    [LoggerMessage(3201, LogLevel.Error, "Following the journal as {Follower} failed; it will be tried again")]
    private static partial void FollowingFailed(ILogger log, string follower, Exception fault);
}
