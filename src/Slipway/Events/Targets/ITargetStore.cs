using Slipway.Events.Rules;
using Slipway.Kernel;

namespace Slipway.Events.Targets;

/// <summary>Targets of rules. Each method is one transaction; what returned is durable. Must pass EventTargetStoreContract.</summary>
internal interface ITargetStore
{
    /// <summary>Adds targets, or puts them in the place of those with the same ids; all or none. What waits for a target follows it to its new ARN.</summary>
    ValueTask<TargetPutting> PutAsync(BusKey bus, EntityName rule, IReadOnlyList<Target> targets, CancellationToken ct);

    /// <summary>Removes targets, and what still waits for them.</summary>
    /// <returns>The ids that were there; null when there is no such rule.</returns>
    ValueTask<IReadOnlyList<string>?> RemoveAsync(BusKey bus, EntityName rule, IReadOnlyList<string> ids, CancellationToken ct);

    ValueTask<Target?> FindAsync(BusKey bus, EntityName rule, string id, CancellationToken ct);

    /// <summary>By id, ordinally.</summary>
    /// <param name="after">The id that the page begins behind; empty for the first page.</param>
    ValueTask<Page<Target>> ListAsync(BusKey bus, EntityName rule, string after, int limit, CancellationToken ct);

    /// <summary>The names of the rules of a bus that have a target of this ARN, ordinally.</summary>
    ValueTask<Page<string>> ListRuleNamesAsync(BusKey bus, string targetArn, string after, int limit, CancellationToken ct);

    /// <summary>The rules of a bus that match events and have targets, with them, from one state.</summary>
    ValueTask<IReadOnlyList<Route>> ReadRoutesAsync(BusKey bus, CancellationToken ct);
}

internal sealed record Route(Rule Rule, IReadOnlyList<Target> Targets);

internal enum TargetPutting
{
    Done,
    NoSuchRule,
    QuotaExceeded,
}
