using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.Journal;

/// <summary>Removes from the journal what all followers have passed.</summary>
internal sealed class JournalPruning(
    IChangeJournal journal, IEnumerable<ChangeFollower> followers, ILeases leases, TimeProvider clock, ILogger<JournalPruning> log) : Worker(leases, clock, log)
{
    private const int Batch = 1000;

    protected override string Name => "journal-pruning";

    protected override TimeSpan Period => TimeSpan.FromMinutes(5);

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        var names = followers.Select(follower => follower.Name).ToList();
        while (await journal.PruneAsync(names, Batch, ct) == Batch)
        {
        }
    }
}
