using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Registry.PullThrough;

/// <summary>
/// The rules of each registry, kept among its documents and in memory, since every pull asks for them. All changes must
/// come through here.
/// </summary>
public sealed class PullThroughRules(IRegistryDocumentStore documents, TimeProvider clock) : IDisposable
{
    private const string Kind = "pull-through-cache";

    // Asked for by strangers' host names: past so many registries they are read anew.
    private const int MostRegistries = 10_000;

    private readonly ConcurrentDictionary<RegistryScope, IReadOnlyList<PullThroughRule>> known = new();
    private readonly SemaphoreSlim changing = new(1);

    /// <summary>In the order of their prefixes.</summary>
    public ValueTask<IReadOnlyList<PullThroughRule>> ListAsync(RegistryScope registry, CancellationToken ct) =>
        known.TryGetValue(registry, out var rules) ? new(rules) : ReadAsync(registry, ct);

    /// <summary>The rule of a repository: that of the longest prefix.</summary>
    /// <returns>null when none is for it.</returns>
    public ValueTask<PullThroughRule?> FindAsync(RegistryScope registry, RepositoryName name, CancellationToken ct) =>
        known.TryGetValue(registry, out var rules) ? new(rules.Count == 0 ? null : Find(rules, name)) : SlowlyAsync(registry, name, ct);

    /// <summary>Replaces the rules by what <paramref name="change"/> makes of them. An exception of it changes nothing and comes through.</summary>
    public async ValueTask ChangeAsync(RegistryScope registry, Func<IReadOnlyList<PullThroughRule>, IEnumerable<PullThroughRule>> change, CancellationToken ct)
    {
        await changing.WaitAsync(ct);
        try
        {
            IReadOnlyList<PullThroughRule> changed = [];
            await documents.ChangeAsync(
                registry,
                Kind,
                text =>
                {
                    changed = [.. change(Read(text)).OrderBy(rule => rule.Prefix, StringComparer.Ordinal)];
                    return changed.Count == 0 ? null : JsonSerializer.Serialize(changed, PullThroughJson.Default.IReadOnlyListPullThroughRule);
                },
                clock.GetUtcNow(),
                CancellationToken.None);
            known[registry] = changed;
        }
        finally
        {
            changing.Release();
        }
    }

    public void Dispose() => changing.Dispose();

    private static PullThroughRule? Find(IReadOnlyList<PullThroughRule> rules, RepositoryName name)
    {
        PullThroughRule? best = null;
        foreach (var rule in rules)
        {
            if (rule.UpstreamNameOf(name) is null) continue;
            if (best is null || best.Prefix == PullThroughRule.Root || (rule.Prefix != PullThroughRule.Root && rule.Prefix.Length > best.Prefix.Length)) best = rule;
        }

        return best;
    }

    private async ValueTask<PullThroughRule?> SlowlyAsync(RegistryScope registry, RepositoryName name, CancellationToken ct) => Find(await ReadAsync(registry, ct), name);

    private async ValueTask<IReadOnlyList<PullThroughRule>> ReadAsync(RegistryScope registry, CancellationToken ct)
    {
        // Not beside a change, whose outcome would be overwritten by what was read before.
        await changing.WaitAsync(ct);
        try
        {
            if (known.Count >= MostRegistries) known.Clear();
            return known[registry] = Read(await documents.FindAsync(registry, Kind, ct));
        }
        finally
        {
            changing.Release();
        }
    }

    private static IReadOnlyList<PullThroughRule> Read(string? text) => text is null ? [] : JsonSerializer.Deserialize(text, PullThroughJson.Default.IReadOnlyListPullThroughRule)!;
}

[JsonSerializable(typeof(IReadOnlyList<PullThroughRule>))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
internal sealed partial class PullThroughJson : JsonSerializerContext;
