using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record GetReplicationOptionsRequest(ReplicationDestinationShape Destination);

internal sealed record GetReplicationOptionsResponse(ReplicationOptionsShape ReplicationOptions);

/// <summary>What holds for a destination of the caller's registry. Ours: API_GetReplicationOptions.</summary>
[Operation<SlipwayApi>]
internal sealed class GetReplicationOptions(ReplicationSettings settings) : IOperation<GetReplicationOptionsRequest, GetReplicationOptionsResponse>
{
    public static Access Requires(GetReplicationOptionsRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<GetReplicationOptionsResponse> HandleAsync(GetReplicationOptionsRequest request, Caller caller, CancellationToken ct)
    {
        var plan = await settings.PlanAsync(EcrApi.ScopeOf(caller, null), ct);
        var destination = request.Destination.ToScope();
        return plan.Configuration.Destinations.Contains(destination)
            ? new(ReplicationOptionsShape.Of(plan.OptionsOf(destination)))
            : throw ReplicationErrors.NotConfigured(destination);
    }
}
