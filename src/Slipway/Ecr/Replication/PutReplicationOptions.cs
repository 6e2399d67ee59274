using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record PutReplicationOptionsRequest(ReplicationDestinationShape Destination, ReplicationTagFilters? TagFilters, bool? ReplicateDeletions);

internal sealed record PutReplicationOptionsResponse(ReplicationOptionsShape ReplicationOptions);

/// <summary>
/// Says which tags go to a destination of the caller's registry, and whether deletions do; it counts for what happens from
/// now on, and what is not said is as ECR has it. Ours: API_PutReplicationOptions.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class PutReplicationOptions(ReplicationSettings settings) : IOperation<PutReplicationOptionsRequest, PutReplicationOptionsResponse>
{
    public static Access Requires(PutReplicationOptionsRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));

    public async ValueTask<PutReplicationOptionsResponse> HandleAsync(PutReplicationOptionsRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var destination = request.Destination.ToScope();
        if (!(await settings.FindAsync(registry, ct)).Destinations.Contains(destination)) throw ReplicationErrors.NotConfigured(destination);
        var options = new ReplicationOptions(destination, request.TagFilters?.Include ?? [], request.TagFilters?.Exclude ?? [], request.ReplicateDeletions ?? false);
        await settings.PutOptionsAsync(registry, options, ct);
        return new(ReplicationOptionsShape.Of(options));
    }
}
