using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.Journal;

/// <summary>
/// Acts on every change of the journal, in order, soon after it was committed, and at least once: after a crash the last
/// batch comes again, so that effects are keyed by the change's id. One node follows at a time.
/// </summary>
internal abstract class ChangeFollower(IChangeJournal journal, ChangeSignal signal, ILeases leases, ILogger log) : SteadyWorker(leases, log)
{
    private const int Batch = 200;

    /// <summary>Of the follower in the journal; stays the same for ever.</summary>
    public abstract string Name { get; }

    protected sealed override string LeaseName => $"follow-{Name}";

    /// <summary>Acts on a batch. An exception has the whole batch come again: what may fail for one change alone is dealt with here.</summary>
    protected abstract ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct);

    protected sealed override async ValueTask WorkUntilLostAsync(CancellationToken lost)
    {
        while (true)
        {
            var next = signal.NextAsync();
            var changes = await journal.ReadAsync(Name, Batch, lost);
            if (changes.Count > 0)
            {
                await FollowAsync(changes, lost);
                await journal.AdvanceAsync(Name, changes[^1].Id, lost);
            }
            else
            {
                await next.WaitAsync(lost);
            }
        }
    }
}
