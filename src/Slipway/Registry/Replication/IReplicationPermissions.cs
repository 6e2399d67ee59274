namespace Slipway.Registry.Replication;

/// <summary>Asks whether a registry lets another account replicate into it.</summary>
public interface IReplicationPermissions
{
    /// <param name="creates">The repository is not there and would have to be made.</param>
    /// <returns>null when it may; otherwise why not, as a sentence.</returns>
    ValueTask<string?> RefuseAsync(ReplicationRoute route, RepositoryName repository, bool creates, CancellationToken ct);
}
