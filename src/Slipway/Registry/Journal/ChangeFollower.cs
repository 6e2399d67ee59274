using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.Journal;

/// <summary>
/// Acts on every change of the journal, in order, soon after it was committed, and at least once: after a crash the last
/// batches come again, so that effects are keyed by the change's id. One node follows at a time.
/// </summary>
internal abstract class ChangeFollower(ChangeFeed feed, ILeases leases, ILogger log) : SteadyWorker(leases, log)
{
    /// <summary>Of the follower in the journal; stays the same for ever.</summary>
    public abstract string Name { get; }

    protected sealed override string LeaseName => $"follow-{Name}";

    /// <summary>Acts on a batch. An exception has the whole batch come again: what may fail for one change alone is dealt with here.</summary>
    protected abstract ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct);

    protected sealed override async ValueTask WorkUntilLostAsync(CancellationToken lost)
    {
        var position = await feed.BeginAsync(Name, lost);
        try
        {
            while (true)
            {
                var changes = await feed.NextAsync(position, lost);
                await FollowAsync(changes, lost);
                position = changes[^1].Id;
                feed.Positions.Pass(Name, position);
            }
        }
        finally
        {
            await feed.Positions.SaveAsync(CancellationToken.None);
        }
    }
}
