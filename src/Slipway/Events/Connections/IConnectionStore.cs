using Slipway.Kernel;

namespace Slipway.Events.Connections;

/// <summary>Connections of accounts. Each method is one transaction; what returned is durable. Must pass ConnectionStoreContract.</summary>
internal interface IConnectionStore
{
    ValueTask<ConnectionAddition> AddAsync(Connection connection, CancellationToken ct);

    ValueTask<Connection?> FindAsync(string account, string region, string name, CancellationToken ct);

    /// <summary>By name, ordinally.</summary>
    /// <param name="after">The name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<Connection>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct);

    /// <summary>An exception of <paramref name="change"/> changes nothing and comes through. Name, id and age stay.</summary>
    /// <returns>null when there is none.</returns>
    ValueTask<Connection?> ChangeAsync(string account, string region, string name, Func<Connection, Connection> change, CancellationToken ct);

    /// <returns>What was there; null when there was none.</returns>
    ValueTask<Connection?> DeleteAsync(string account, string region, string name, CancellationToken ct);
}

internal enum ConnectionAddition
{
    Done,
    NameTaken,
    QuotaExceeded,
}
