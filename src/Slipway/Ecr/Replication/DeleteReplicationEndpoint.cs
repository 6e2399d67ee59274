using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record DeleteReplicationEndpointRequest(ReplicationDestinationShape Destination);

internal sealed record DeleteReplicationEndpointResponse(ReplicationEndpointShape ReplicationEndpoint);

/// <summary>The destination is a registry of this server again. Ours: API_DeleteReplicationEndpoint.</summary>
[Operation<SlipwayApi>]
internal sealed class DeleteReplicationEndpoint(ReplicationSettings settings) : IOperation<DeleteReplicationEndpointRequest, DeleteReplicationEndpointResponse>
{
    public static Access Requires(DeleteReplicationEndpointRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<DeleteReplicationEndpointResponse> HandleAsync(DeleteReplicationEndpointRequest request, Caller caller, CancellationToken ct)
    {
        var destination = request.Destination.ToScope();
        return await settings.DeleteEndpointAsync(EcrApi.ScopeOf(caller, null), destination, ct) is { } deleted
            ? new(ReplicationEndpointShape.Of(deleted))
            : throw ReplicationErrors.EndpointNotFound(destination);
    }
}
