using Slipway.Registry.Replication;
using Slipway.Wire;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeRegistryRequest;

internal sealed record DescribeRegistryResponse(string RegistryId, ReplicationConfigurationShape ReplicationConfiguration);

/// <summary>The caller's registry and its replication; without any, a configuration without rules. AWS: API_DescribeRegistry.</summary>
[Operation<EcrApi>]
internal sealed class DescribeRegistry(ReplicationSettings settings) : IOperation<DescribeRegistryRequest, DescribeRegistryResponse>
{
    public static Access Requires(DescribeRegistryRequest request, Caller caller) => Access.On("*");

    public async ValueTask<DescribeRegistryResponse> HandleAsync(DescribeRegistryRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, null);
        return new(registry.Account, ReplicationConfigurationShape.Of(await settings.FindAsync(registry, ct)));
    }
}
