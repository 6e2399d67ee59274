using Slipway.Registry.Policies;

namespace Slipway.Registry.Caching;

/// <summary>The policies and settings of registries, with those that are asked for kept in memory. All writes must come through here.</summary>
public sealed class CachedRegistryPolicies(IRegistryPolicyStore store) : IRegistryPolicyStore
{
    private const long Budget = 4 << 20;

    private readonly LinearizableCache<RegistryScope, RegistryRules> cache = new(Budget);

    public ValueTask<RegistryRules> FindAsync(RegistryScope registry, CancellationToken ct) =>
        cache.TryGet(registry, scope: 0, out var known) ? new(known) : ReadAsync(registry, ct);

    public async ValueTask PutPolicyAsync(RegistryScope registry, AccessPolicy policy, DateTimeOffset at, CancellationToken ct)
    {
        using var fence = cache.Write(registry);
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        await store.PutPolicyAsync(registry, policy, at, CancellationToken.None);
    }

    public async ValueTask<AccessPolicy?> DeletePolicyAsync(RegistryScope registry, CancellationToken ct)
    {
        using var fence = cache.Write(registry);
        return await store.DeletePolicyAsync(registry, CancellationToken.None);
    }

    public async ValueTask PutSettingAsync(RegistryScope registry, AccountSetting setting, string value, DateTimeOffset at, CancellationToken ct)
    {
        using var fence = cache.Write(registry);
        await store.PutSettingAsync(registry, setting, value, at, CancellationToken.None);
    }

    private async ValueTask<RegistryRules> ReadAsync(RegistryScope registry, CancellationToken ct)
    {
        var ticket = cache.Begin(registry, scope: 0);
        var found = await store.FindAsync(registry, ct);
        cache.Offer(registry, scope: 0, ticket, found, CachedRepositoryPolicies.CostOf(found.Policy));
        return found;
    }
}
