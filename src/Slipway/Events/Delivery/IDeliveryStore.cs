using Slipway.Kernel;

namespace Slipway.Events.Delivery;

/// <summary>
/// The queue of events on their way, and those that were given up. Each method is one transaction; what returned is
/// durable. Must pass DeliveryStoreContract.
/// </summary>
internal interface IDeliveryStore
{
    /// <summary>Adds deliveries, except those of events that the same bus has had before, within a day.</summary>
    /// <param name="mostBytes">What the events of an account may take, on their way and given up; an event that goes to several targets counts for each.</param>
    /// <returns>The ids of the events for which there is no room; nothing of them was added.</returns>
    ValueTask<IReadOnlyList<string>> AddAsync(IReadOnlyList<PendingDelivery> deliveries, long mostBytes, CancellationToken ct);

    /// <summary>The target ARNs that anything waits for, ordinally.</summary>
    /// <param name="after">Empty to begin.</param>
    ValueTask<IReadOnlyList<string>> ListTargetsAsync(string after, int limit, CancellationToken ct);

    /// <summary>What waits for a target, in the order in which it is due.</summary>
    ValueTask<IReadOnlyList<PendingDelivery>> ListAsync(string targetArn, int limit, CancellationToken ct);

    /// <summary>It has arrived.</summary>
    ValueTask RemoveAsync(long id, CancellationToken ct);

    ValueTask RetryAsync(long id, int attempts, DateTimeOffset dueAt, CancellationToken ct);

    ValueTask GiveUpAsync(long id, int attempts, string reason, DateTimeOffset at, CancellationToken ct);

    /// <summary>The newest first.</summary>
    /// <param name="before">The id that the page begins behind; null for the first page.</param>
    ValueTask<Page<DeadLetter>> ListDeadAsync(string account, string region, long? before, int limit, CancellationToken ct);

    /// <summary>Puts dead letters back into the queue, as if their events were new.</summary>
    /// <returns>What went back; ids that are not there are passed over.</returns>
    ValueTask<IReadOnlyList<PendingDelivery>> RedriveAsync(string account, string region, IReadOnlyList<long> ids, DateTimeOffset at, CancellationToken ct);

    /// <summary>Forgets ids of events, and dead letters, that are older, at most so many of each.</summary>
    ValueTask<int> PruneAsync(DateTimeOffset seenBefore, DateTimeOffset deadBefore, int limit, CancellationToken ct);
}
