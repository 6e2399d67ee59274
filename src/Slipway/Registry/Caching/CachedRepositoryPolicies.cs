using Slipway.Registry.Policies;

namespace Slipway.Registry.Caching;

/// <summary>
/// The policies on repositories, with those that are asked for kept in memory, absent ones too: decisions ask for them. All
/// writes must come through here. An id is never used again, so the policy of a deleted repository is asked for no more.
/// </summary>
public sealed class CachedRepositoryPolicies(IRepositoryPolicyStore store) : IRepositoryPolicyStore
{
    // Some 40,000 repositories without a policy.
    private const long Budget = 16 << 20;

    private readonly LinearizableCache<long, AccessPolicy?> cache = new(Budget);

    public ValueTask<AccessPolicy?> FindAsync(long repositoryId, CancellationToken ct) =>
        cache.TryGet(repositoryId, scope: 0, out var known) ? new(known) : ReadAsync(repositoryId, ct);

    public async ValueTask<bool> PutAsync(long repositoryId, AccessPolicy policy, DateTimeOffset at, CancellationToken ct)
    {
        using var fence = cache.Write(repositoryId);
        // A write that has begun is seen to its end: cancelled half-way, it could still be committed after the fence fell.
        return await store.PutAsync(repositoryId, policy, at, CancellationToken.None);
    }

    public async ValueTask<AccessPolicy?> DeleteAsync(long repositoryId, CancellationToken ct)
    {
        using var fence = cache.Write(repositoryId);
        return await store.DeleteAsync(repositoryId, CancellationToken.None);
    }

    /// <summary>In bytes.</summary>
    internal static long CostOf(AccessPolicy? policy) =>
        400 + (policy is null ? 0 : 2L * (policy.Text.Length + (ReferenceEquals(policy.Text, policy.Meaning) ? 0 : policy.Meaning.Length)));

    private async ValueTask<AccessPolicy?> ReadAsync(long repositoryId, CancellationToken ct)
    {
        var ticket = cache.Begin(repositoryId, scope: 0);
        var found = await store.FindAsync(repositoryId, ct);
        cache.Offer(repositoryId, scope: 0, ticket, found, CostOf(found));
        return found;
    }
}
