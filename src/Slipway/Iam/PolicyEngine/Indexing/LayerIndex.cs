using System.Collections.Concurrent;
using Slipway.Iam.PolicyEngine.Matching;

namespace Slipway.Iam.PolicyEngine.Indexing;

/// <summary>
/// The statements of one layer. A request comes near few of them: those that can match its resource by the text before
/// their first wildcard, and those that match its action, which is worked out once for each action and kept as bits.
/// </summary>
internal sealed class LayerIndex
{
    /// <summary>More actions than any service has; strangers' words, as the simulator may bring, must not fill memory.</summary>
    private const int MaxActions = 512;

    private readonly Entry[] entries;
    private readonly PrefixIndex denies;
    private readonly PrefixIndex allows;
    // By every spelling: a comparison that ignores case takes letters for equal that are not ASCII.
    private readonly ConcurrentDictionary<string, ulong[]> actions = new(StringComparer.Ordinal);
    private int actionCount;

    public LayerIndex(PolicyLayer layer, IReadOnlyList<PolicySource> sources)
    {
        entries =
        [
            .. sources.SelectMany(source => source.Policy.Statements, (source, statement) => (source, statement))
                .Select((found, number) => new Entry(number, found.statement, new(
                    found.statement.Effect is Effect.Deny ? Outcome.ExplicitDeny : Outcome.Allowed, layer, found.source, found.statement))),
        ];
        denies = new(entries.Where(entry => entry.Statement.Effect is Effect.Deny));
        allows = new(entries.Where(entry => entry.Statement.Effect is Effect.Allow));
    }

    /// <returns>null when nothing denies.</returns>
    public Decision? Deny(AuthorizationRequest request) => denies.IsEmpty ? null : denies.Find(request, BitsOf(request.Action));

    /// <returns>null when nothing allows.</returns>
    public Decision? Allow(AuthorizationRequest request) => allows.IsEmpty ? null : allows.Find(request, BitsOf(request.Action));

    private ulong[] BitsOf(string action)
    {
        if (actions.TryGetValue(action, out var known)) return known;
        var bits = new ulong[(entries.Length + 63) / 64];
        var lower = Actions.Lower(action);
        foreach (var entry in entries)
        {
            if (entry.Statement.Actions.Match(lower)) bits[entry.Number >> 6] |= 1UL << entry.Number;
        }

        if (actionCount < MaxActions && actions.TryAdd(action, bits)) Interlocked.Increment(ref actionCount);
        return bits;
    }
}

/// <param name="Number">Its bit among those of its layer.</param>
/// <param name="Decision">If it applies; made beforehand, so that a decision costs no memory.</param>
internal sealed record Entry(int Number, Statement Statement, Decision Decision)
{
    public bool IsIn(ulong[] bits) => (bits[Number >> 6] & (1UL << Number)) != 0;
}
