using System.Collections.Concurrent;

namespace Slipway.Iam;

/// <summary>
/// The identities as requests see them: read from memory, written through to the store. A change drops everything
/// remembered before it is acknowledged, so that it holds from the next request on.
/// </summary>
internal sealed class Identities(IIdentityStore store)
{
    private const int MaxRemembered = 10_000;

    private ConcurrentDictionary<string, Identity> remembered = new(StringComparer.Ordinal);

    /// <summary>
    /// Another object after every change. What was concluded from an identity that was read after taking this may be
    /// remembered for as long as it stays the same object.
    /// </summary>
    public object Generation => Volatile.Read(ref remembered);

    /// <returns>null when there is no such key; an inactive one is found.</returns>
    public ValueTask<Identity?> FindByAccessKeyAsync(string accessKeyId, CancellationToken ct)
    {
        var generation = Volatile.Read(ref remembered);
        return generation.TryGetValue(accessKeyId, out var identity) ? new(identity) : ReadAsync(generation, accessKeyId, ct);
    }

    /// <summary>Changes the store, and forgets what was known whether that succeeds or not.</summary>
    public async ValueTask<T> ChangeAsync<T>(Func<IIdentityStore, ValueTask<T>> change)
    {
        try
        {
            return await change(store);
        }
        finally
        {
            Volatile.Write(ref remembered, new(StringComparer.Ordinal));
        }
    }

    // Unknown keys are not remembered: strangers can make up any number of them.
    private async ValueTask<Identity?> ReadAsync(ConcurrentDictionary<string, Identity> generation, string accessKeyId, CancellationToken ct)
    {
        var identity = await store.FindByAccessKeyAsync(accessKeyId, ct);
        if (identity is null) return null;
        if (generation.Count >= MaxRemembered) generation.Clear();
        // Into the generation from before the read: when a change came in between, nobody looks there any more.
        generation[accessKeyId] = identity;
        return identity;
    }
}
