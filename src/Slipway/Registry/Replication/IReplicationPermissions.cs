namespace Slipway.Registry.Replication;

/// <summary>Asks whether a registry lets another one replicate into it: of another account it must be allowed, of its own not denied.</summary>
public interface IReplicationPermissions
{
    /// <param name="tag">Comes with the image; null for none.</param>
    /// <param name="rights">All of these it would need.</param>
    /// <returns>null when it may; otherwise why not, as a sentence.</returns>
    ValueTask<string?> RefuseAsync(ReplicationRoute route, RepositoryName repository, ImageTag? tag, IReadOnlyList<ReplicationRight> rights, CancellationToken ct);
}
