using Slipway.Registry.Creation;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.Policies;

namespace Slipway.Registry.Replication;

/// <summary>
/// Queues that settings follow their repository: when they change, and after the first image has arrived at a destination.
/// What they are is read when it is done.
/// </summary>
internal sealed class SettingsReplication(
    ReplicationSettings plans,
    ReplicationQueue queue,
    IReplicationStore store,
    IRepositoryStore repositories,
    ILifecyclePolicyStore lifecycles,
    IRepositoryPolicyStore policies,
    IPolicyBinding binding) : ISettingsReplication
{
    public async ValueTask ChangedAsync(Repository repository, ReplicatedSetting setting, CancellationToken ct)
    {
        var plan = await plans.PlanAsync(repository.Registry, ct);
        var tasks = plan.DestinationsOf(repository.Name)
            .Where(options => options.Replicates(setting))
            .Select(options => NewReplicationTask.OfSettings(new(repository.Registry, options.Destination), repository.Id, repository.Name))
            .ToList();
        if (tasks.Count > 0) await queue.AddAsync(tasks, ct);
    }

    /// <summary>An image has arrived. The settings follow unless they were brought there before.</summary>
    public async ValueTask ArrivedAsync(NewReplicationTask push, CancellationToken ct)
    {
        if ((await OptionsAsync(push, ct)).Settings is not { Count: > 0 }) return;
        // What is under way may have found no repository yet.
        if ((await store.ListSettingsStatesAsync(push.RepositoryId, ct)).Any(state => state.Route == push.Route && state.Status is not ReplicationStatus.InProgress)) return;
        await queue.AddAsync([NewReplicationTask.OfSettings(push.Route, push.RepositoryId, push.Repository)], ct);
    }

    /// <returns>null when none are wanted any more, or the repository is gone.</returns>
    public async ValueTask<RepositorySettings?> ReadAsync(NewReplicationTask task, CancellationToken ct)
    {
        if ((await OptionsAsync(task, ct)).Settings is not { Count: > 0 } wanted) return null;
        if (await repositories.FindAsync(task.Route.Source, task.Repository, ct) is not { } source || source.Id != task.RepositoryId) return null;
        var policy = await policies.FindAsync(source.Id, ct);
        return new(
            wanted,
            source.TagRules,
            source.ScanOnPush,
            (await lifecycles.FindAsync(source.Id, ct))?.Text,
            policy,
            policy is null ? null : await binding.ShowAsync(policy, ct),
            source.Tags);
    }

    /// <summary>What holds for a task by now.</summary>
    public async ValueTask<ReplicationOptions> OptionsAsync(NewReplicationTask task, CancellationToken ct)
    {
        var plan = await plans.PlanAsync(task.Route.Source, ct);
        return plan.DestinationsOf(task.Repository).FirstOrDefault(options => options.Destination == task.Route.Destination)
            ?? ReplicationOptions.Default(task.Route.Destination);
    }
}
