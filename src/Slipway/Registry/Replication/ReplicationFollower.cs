using Microsoft.Extensions.Logging;
using Slipway.Registry.Journal;
using Slipway.Workers;

namespace Slipway.Registry.Replication;

/// <summary>Queues what the changes of every registry mean for its destinations, by the rules of this moment.</summary>
internal sealed class ReplicationFollower(
    ChangeFeed feed,
    ILeases leases,
    ReplicationSettings settings,
    ReplicationSelection selection,
    ReplicationQueue queue,
    ILogger<ReplicationFollower> log) : ChangeFollower(feed, leases, log)
{
    public override string Name => "replication";

    protected override async ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct)
    {
        Dictionary<RegistryScope, ReplicationPlan> plans = [];
        List<ReplicationStep> steps = [];
        foreach (var change in changes)
        {
            if (change.Action is RegistryAction.ImageDeleted) steps.Add(new(change.Id, change.RepositoryId, change.Digest, null));
            if (!plans.TryGetValue(change.Registry, out var plan)) plans[change.Registry] = plan = await settings.PlanAsync(change.Registry, ct);
            foreach (var options in plan.DestinationsOf(change.Repository))
            {
                foreach (var task in await selection.SelectAsync(change, options, ct)) steps.Add(new(change.Id, change.RepositoryId, change.Digest, task));
            }
        }

        if (steps.Count > 0) await queue.AddAsync(new ReplicationBatch(changes[^1].Id, steps), ct);
    }
}
