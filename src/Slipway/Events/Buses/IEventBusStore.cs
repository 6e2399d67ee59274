using Slipway.Kernel;

namespace Slipway.Events.Buses;

/// <summary>
/// The event buses that were made; the default ones are there without a row. Each method is one transaction; what returned
/// is durable. Must pass EventBusStoreContract.
/// </summary>
internal interface IEventBusStore
{
    /// <returns>false when there is one of this name.</returns>
    ValueTask<BusAddition> AddAsync(CustomBus bus, CancellationToken ct);

    ValueTask<CustomBus?> FindAsync(BusKey key, CancellationToken ct);

    /// <summary>By name, ordinally.</summary>
    /// <param name="after">The name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<CustomBus>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct);

    /// <summary>An exception of <paramref name="change"/> changes nothing and comes through.</summary>
    /// <returns>null when there is no such bus.</returns>
    ValueTask<TagSet?> ChangeTagsAsync(BusKey key, Func<TagSet, TagSet> change, CancellationToken ct);

    ValueTask<BusDeletion> DeleteAsync(BusKey key, CancellationToken ct);
}

internal sealed record CustomBus(BusKey Key, string? Description, TagSet Tags, DateTimeOffset CreatedAt)
{
    /// <summary>Of an account in a region, beside the default one.</summary>
    public const int Most = 100;
}

internal enum BusAddition
{
    Done,
    NameTaken,
    QuotaExceeded,
}

internal enum BusDeletion
{
    Done,
    NoSuchBus,
    HasRules,
}
