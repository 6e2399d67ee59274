using System.Collections.Frozen;
using Slipway.Kernel;

namespace Slipway.Registry.Images;

/// <summary>
/// Whose pulls do not count, in memory: every pull asks. While there is nobody, asking is one read of a field. All writes
/// must come through here.
/// </summary>
public sealed class PullExclusions(IPullExclusionStore store) : IDisposable
{
    private const int Portion = 1000;

    private readonly SemaphoreSlim gate = new(1);
    private volatile FrozenSet<(RegistryScope, string)>? known;

    /// <summary>Whether a pull by this principal leaves no time behind; null until <see cref="LoadAsync"/> has been there once.</summary>
    public bool? Excludes(RegistryScope registry, string principalArn) =>
        known is { } all ? all.Count > 0 && all.Contains((registry, principalArn)) : null;

    public async ValueTask LoadAsync(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            known ??= await ReadAsync(ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc cref="IPullExclusionStore.AddAsync"/>
    public ValueTask<ExclusionAddition> AddAsync(PullExclusion exclusion, int most, CancellationToken ct) =>
        ChangeAsync(() => store.AddAsync(exclusion, most, CancellationToken.None), ct);

    /// <inheritdoc cref="IPullExclusionStore.RemoveAsync"/>
    public ValueTask<bool> RemoveAsync(RegistryScope registry, string principalArn, CancellationToken ct) =>
        ChangeAsync(() => store.RemoveAsync(registry, principalArn, CancellationToken.None), ct);

    /// <inheritdoc cref="IPullExclusionStore.ListAsync"/>
    public ValueTask<Page<string>> ListAsync(RegistryScope registry, string? after, int limit, CancellationToken ct) =>
        store.ListAsync(registry, after, limit, ct);

    public void Dispose() => gate.Dispose();

    /// <summary>What is remembered is what is stored before the change is acknowledged; where reading fails, the next pull reads.</summary>
    private async ValueTask<T> ChangeAsync<T>(Func<ValueTask<T>> change, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            known = null;
            var done = await change();
            known = await ReadAsync(CancellationToken.None);
            return done;
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask<FrozenSet<(RegistryScope, string)>> ReadAsync(CancellationToken ct)
    {
        List<(RegistryScope, string)> all = [];
        PullExclusion? after = null;
        while (true)
        {
            var page = await store.ListAllAsync(after, Portion, ct);
            all.AddRange(page.Items.Select(exclusion => (exclusion.Registry, exclusion.PrincipalArn)));
            if (!page.HasMore) return all.ToFrozenSet();
            after = page.Items[^1];
        }
    }
}
