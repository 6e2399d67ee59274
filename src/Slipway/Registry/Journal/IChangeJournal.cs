namespace Slipway.Registry.Journal;

/// <summary>
/// What happened in the registries, in order. The stores write each change in the transaction of the change itself, so
/// that none is lost and none is told that did not happen. Each method is one transaction. Must pass ChangeJournalContract.
/// </summary>
public interface IChangeJournal
{
    /// <summary>The last change that a follower is known to have acted on. One that is new begins at the journal's end.</summary>
    /// <param name="follower">A name that stays the same for ever.</param>
    ValueTask<long> BeginAsync(string follower, CancellationToken ct);

    /// <summary>The changes after a position, oldest first.</summary>
    ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(long position, int limit, CancellationToken ct);

    /// <summary>Notes that followers have acted on everything up to a change. None goes back.</summary>
    /// <param name="positions">By the followers' names.</param>
    ValueTask AdvanceAsync(IReadOnlyDictionary<string, long> positions, CancellationToken ct);

    /// <summary>Adds a change that no store makes by itself, such as the outcome of a replication.</summary>
    ValueTask AppendAsync(RegistryChange change, CancellationToken ct);

    /// <summary>Removes what every one of these followers has passed, at most so many rows.</summary>
    /// <returns>How many went.</returns>
    ValueTask<int> PruneAsync(IReadOnlyCollection<string> followers, int limit, CancellationToken ct);
}
