using System.Collections.Concurrent;

namespace Slipway.Identity;

/// <summary>
/// The identities as requests see them: read from memory for as long as none has changed, so that a change holds from the
/// next request on.
/// </summary>
internal sealed class Identities(IIdentityStore store, IdentityChanges changes)
{
    private const int MaxRemembered = 10_000;

    private Memory memory = new(new(), []);

    /// <returns>null when there is no such key; an inactive one is found.</returns>
    public ValueTask<KeyHolder?> FindByAccessKeyAsync(string accessKeyId, CancellationToken ct)
    {
        var known = Recall();
        return known.Keys.TryGetValue(accessKeyId, out var holder) ? new(holder) : ReadAsync(known, accessKeyId, ct);
    }

    /// <summary>What is remembered since the last change.</summary>
    private Memory Recall()
    {
        var generation = changes.Generation;
        var known = Volatile.Read(ref memory);
        if (ReferenceEquals(known.Generation, generation)) return known;
        known = new(generation, new(StringComparer.Ordinal));
        Volatile.Write(ref memory, known);
        return known;
    }

    // Unknown keys are not remembered: strangers can make up any number of them.
    private async ValueTask<KeyHolder?> ReadAsync(Memory known, string accessKeyId, CancellationToken ct)
    {
        var holder = await store.FindByAccessKeyAsync(accessKeyId, ct);
        if (holder is null) return null;
        if (known.Keys.Count >= MaxRemembered) known.Keys.Clear();
        // Into the memory from before the read: when a change came in between, nobody looks there any more.
        known.Keys[accessKeyId] = holder;
        return holder;
    }

    private sealed record Memory(object Generation, ConcurrentDictionary<string, KeyHolder> Keys);
}
