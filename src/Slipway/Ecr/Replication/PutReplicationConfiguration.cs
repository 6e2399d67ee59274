using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record PutReplicationConfigurationRequest(ReplicationConfigurationShape ReplicationConfiguration);

internal sealed record PutReplicationConfigurationResponse(ReplicationConfigurationShape ReplicationConfiguration);

/// <summary>Says where the images of the caller's registry are copied from now on; no rules remove it. AWS: API_PutReplicationConfiguration.</summary>
[Operation<EcrApi>]
internal sealed class PutReplicationConfiguration(ReplicationSettings settings)
    : IOperation<PutReplicationConfigurationRequest, PutReplicationConfigurationResponse>
{
    // Departs: no service-linked role is made by the first configuration, nor iam:CreateServiceLinkedRole asked for it; what
    // replicates is this server itself, which needs no role to do so.
    public static Access Requires(PutReplicationConfigurationRequest request, Caller caller) => Access.On("*");

    public async ValueTask<PutReplicationConfigurationResponse> HandleAsync(PutReplicationConfigurationRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        var configuration = request.ReplicationConfiguration.ToConfiguration(registry);
        await settings.PutAsync(registry, configuration, ct);
        return new(ReplicationConfigurationShape.Of(configuration));
    }
}
