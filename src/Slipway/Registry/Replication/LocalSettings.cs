using Slipway.Registry.Lifecycle;
using Slipway.Registry.Policies;

namespace Slipway.Registry.Replication;

/// <summary>
/// Gives a repository of this server the settings of another. A policy is taken over as it was bound: whom it names is the
/// same here and there, and one who is gone stays so.
/// </summary>
internal sealed class LocalSettings(IRepositoryStore repositories, ILifecyclePolicyStore lifecycles, IRepositoryPolicyStore policies, TimeProvider clock)
{
    public async ValueTask ApplyAsync(Repository target, RepositorySettings settings, CancellationToken ct)
    {
        var (registry, name) = (target.Registry, target.Name);
        if (settings.Wants(ReplicatedSetting.TagMutability)) await repositories.SetTagRulesAsync(registry, name, settings.TagRules, ct);
        if (settings.Wants(ReplicatedSetting.ScanOnPush)) await repositories.SetScanOnPushAsync(registry, name, settings.ScanOnPush, ct);
        if (settings.Wants(ReplicatedSetting.ResourceTags)) await repositories.ChangeTagsAsync(registry, name, _ => settings.Tags, ct);
        if (settings.Wants(ReplicatedSetting.LifecyclePolicy)) await LifecycleAsync(target, settings.LifecyclePolicy, ct);
        if (settings.Wants(ReplicatedSetting.RepositoryPolicy)) await PolicyAsync(target, settings.Policy, ct);
    }

    private async ValueTask LifecycleAsync(Repository target, string? wanted, CancellationToken ct)
    {
        // The same again would have it run again.
        if ((await lifecycles.FindAsync(target.Id, ct))?.Text == wanted) return;
        if (wanted is null) await lifecycles.DeleteAsync(target.Id, ct);
        else await lifecycles.PutAsync(target.Id, wanted, clock.GetUtcNow(), ct);
    }

    private async ValueTask PolicyAsync(Repository target, AccessPolicy? wanted, CancellationToken ct)
    {
        if (await policies.FindAsync(target.Id, ct) == wanted) return;
        if (wanted is null) await policies.DeleteAsync(target.Id, ct);
        else await policies.PutAsync(target.Id, wanted, clock.GetUtcNow(), ct);
    }
}
