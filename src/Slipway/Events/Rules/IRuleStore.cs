using Slipway.Kernel;

namespace Slipway.Events.Rules;

/// <summary>Rules of event buses. Each method is one transaction; what returned is durable. Must pass EventRuleStoreContract.</summary>
internal interface IRuleStore
{
    /// <summary>Makes a rule, or replaces all of it but its tags and its targets.</summary>
    ValueTask<RulePutting> PutAsync(Rule rule, CancellationToken ct);

    ValueTask<Rule?> FindAsync(BusKey bus, EntityName name, CancellationToken ct);

    /// <summary>By name, ordinally.</summary>
    /// <param name="after">The name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<Rule>> ListAsync(BusKey bus, string prefix, string after, int limit, CancellationToken ct);

    /// <returns>false when there is no such rule.</returns>
    ValueTask<bool> EnableAsync(BusKey bus, EntityName name, bool isEnabled, CancellationToken ct);

    /// <summary>An exception of <paramref name="change"/> changes nothing and comes through.</summary>
    /// <returns>null when there is no such rule.</returns>
    ValueTask<TagSet?> ChangeTagsAsync(BusKey bus, EntityName name, Func<TagSet, TagSet> change, CancellationToken ct);

    ValueTask<RuleDeletion> DeleteAsync(BusKey bus, EntityName name, CancellationToken ct);
}

internal enum RulePutting
{
    Done,
    NoSuchBus,
    QuotaExceeded,
}

internal enum RuleDeletion
{
    Done,
    NoSuchRule,
    HasTargets,
}
