namespace Slipway.Workers;

/// <summary>
/// Sees to it that a named piece of work is done by one worker at a time, whatever the number of nodes. Must pass
/// LeasesContract.
/// </summary>
public interface ILeases
{
    /// <param name="name">Of the work.</param>
    /// <param name="duration">How long after its holder has died, without letting go, the lease becomes free. A living holder keeps it for as long as it likes.</param>
    /// <returns>null when another holds it.</returns>
    ValueTask<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken ct);
}

/// <summary>Disposing lets go of it.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>Cancelled when the lease could not be kept, because the store of leases is out of reach: the work must stop.</summary>
    CancellationToken Lost { get; }
}
