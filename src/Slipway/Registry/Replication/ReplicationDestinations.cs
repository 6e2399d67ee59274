using Slipway.Registry.Layers;
using Slipway.Registry.Remotes;

namespace Slipway.Registry.Replication;

/// <summary>Who brings things to a destination: this server itself, unless its source says that it is elsewhere.</summary>
internal sealed class ReplicationDestinations(
    LocalDestination local, ReplicationSettings settings, IRemoteEcr ecr, IRemoteRegistries registries, IImageStore images, PullLayer pull, KnownRepositories known, IReplicationStore store)
{
    public async ValueTask<IReplicationDestination> FindAsync(ReplicationRoute route, CancellationToken ct) =>
        await EndpointAsync(route, ct) is { } endpoint ? new RemoteDestination(endpoint, ecr, registries, images, pull, known, store) : local;

    /// <summary>The destination is another server's.</summary>
    public async ValueTask<bool> IsElsewhereAsync(ReplicationRoute route, CancellationToken ct) => await EndpointAsync(route, ct) is not null;

    private async ValueTask<ReplicationEndpoint?> EndpointAsync(ReplicationRoute route, CancellationToken ct) =>
        (await settings.FindEndpointsAsync(route.Source, ct)).FirstOrDefault(endpoint => endpoint.Destination == route.Destination);
}
