namespace Slipway.Registry.Replication;

/// <summary>Who brings things to a destination.</summary>
internal sealed class ReplicationDestinations(LocalDestination local)
{
    /// <exception cref="ReplicationFailureException">It is elsewhere, and how to get there is not known.</exception>
    public ValueTask<IReplicationDestination> FindAsync(ReplicationRoute route, CancellationToken ct) => new(local);
}
