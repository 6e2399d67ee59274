using Microsoft.Extensions.Logging;
using Slipway.Registry.Journal;
using Slipway.Registry.Lifecycle;
using Slipway.Workers;

namespace Slipway.Ecr.Lifecycle;

/// <summary>Has the policies of repositories run that have changed. What policies do themselves is no such change.</summary>
internal sealed class LifecycleTrigger(
    ILifecyclePolicyStore policies, ChangeFeed feed, ILeases leases, TimeProvider clock, ILogger<LifecycleTrigger> log)
    : ChangeFollower(feed, leases, log)
{
    public override string Name => "lifecycle";

    protected override async ValueTask FollowAsync(IReadOnlyList<RegistryChange> changes, CancellationToken ct)
    {
        var repositories = changes.Where(change => change.Origin is not ChangeOrigin.Lifecycle).Select(change => change.RepositoryId).ToHashSet();
        if (repositories.Count > 0) await policies.NoteChangesAsync(repositories, clock.GetUtcNow(), ct);
    }
}
