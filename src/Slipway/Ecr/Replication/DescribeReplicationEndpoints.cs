using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeReplicationEndpointsRequest;

internal sealed record DescribeReplicationEndpointsResponse(IReadOnlyList<ReplicationEndpointShape> ReplicationEndpoints);

/// <summary>The destinations of the caller's registry that are other servers'. Ours: API_DescribeReplicationEndpoints.</summary>
[Operation<SlipwayApi>]
internal sealed class DescribeReplicationEndpoints(ReplicationSettings settings) : IOperation<DescribeReplicationEndpointsRequest, DescribeReplicationEndpointsResponse>
{
    public static Access Requires(DescribeReplicationEndpointsRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<DescribeReplicationEndpointsResponse> HandleAsync(DescribeReplicationEndpointsRequest request, Caller caller, CancellationToken ct) =>
        new([.. (await settings.FindEndpointsAsync(EcrApi.ScopeOf(caller, null), ct)).Select(ReplicationEndpointShape.Of)]);
}
