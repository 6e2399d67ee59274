using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record PutReplicationOptionsRequest(
    ReplicationDestinationShape Destination, ReplicationTagFilters? TagFilters, bool? ReplicateDeletions, [Items(1, 5)] IReadOnlyList<ReplicatedSetting>? ReplicateSettings);

internal sealed record PutReplicationOptionsResponse(ReplicationOptionsShape ReplicationOptions);

/// <summary>
/// Says which tags go to a destination of the caller's registry, whether deletions do, and which settings of repositories; it counts for what happens from
/// now on, and what is not said is as ECR has it. Ours: API_PutReplicationOptions.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class PutReplicationOptions(ReplicationSettings settings) : IOperation<PutReplicationOptionsRequest, PutReplicationOptionsResponse>
{
    // What the server is to do in the destination, the caller must be allowed there. Another account says itself what it allows.
    public static Access Requires(PutReplicationOptionsRequest request, Caller caller)
    {
        var access = Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, null)));
        if (request.Destination.RegistryId != caller.Account) return access;
        var there = EcrArns.AnyRepository(request.Destination.ToScope());
        if (request.ReplicateDeletions is true) access.Also(ReplicationActions.Of(ReplicationRight.DeleteImage), there);
        foreach (var setting in request.ReplicateSettings ?? []) access.Also(ReplicationActions.Of(ReplicationRights.Of(setting)), there);
        return access;
    }

    public async ValueTask<PutReplicationOptionsResponse> HandleAsync(PutReplicationOptionsRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var destination = request.Destination.ToScope();
        if (!(await settings.FindAsync(registry, ct)).Destinations.Contains(destination)) throw ReplicationErrors.NotConfigured(destination);
        var options = new ReplicationOptions(
            destination, request.TagFilters?.Include ?? [], request.TagFilters?.Exclude ?? [], request.ReplicateDeletions ?? false, request.ReplicateSettings is { } wanted ? [.. wanted.Distinct()] : null);
        await settings.PutOptionsAsync(registry, options, ct);
        return new(ReplicationOptionsShape.Of(options));
    }
}
