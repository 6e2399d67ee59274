using Slipway.Kernel;

namespace Slipway.Events.Destinations;

/// <summary>API destinations of accounts. Each method is one transaction; what returned is durable. Must pass ApiDestinationStoreContract.</summary>
internal interface IApiDestinationStore
{
    ValueTask<DestinationAddition> AddAsync(ApiDestination destination, CancellationToken ct);

    ValueTask<ApiDestination?> FindAsync(string account, string region, string name, CancellationToken ct);

    /// <summary>By name, ordinally.</summary>
    /// <param name="after">The name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<ApiDestination>> ListAsync(string account, string region, string prefix, string after, int limit, CancellationToken ct);

    /// <summary>The same for those of one connection.</summary>
    ValueTask<Page<ApiDestination>> ListByConnectionAsync(string connectionArn, string prefix, string after, int limit, CancellationToken ct);

    /// <summary>An exception of <paramref name="change"/> changes nothing and comes through. Name, id and age stay.</summary>
    /// <returns>null when there is none.</returns>
    ValueTask<ApiDestination?> ChangeAsync(string account, string region, string name, Func<ApiDestination, ApiDestination> change, CancellationToken ct);

    /// <returns>false when there was none.</returns>
    ValueTask<bool> DeleteAsync(string account, string region, string name, CancellationToken ct);
}

internal enum DestinationAddition
{
    Done,
    NameTaken,
    QuotaExceeded,
}
