using Slipway.Registry;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Replication;

internal sealed record DescribeRepositoryReplicationStatusRequest(RepositoryName RepositoryName, [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId);

internal sealed record DescribeRepositoryReplicationStatusResponse(RepositoryName RepositoryName, IReadOnlyList<ReplicationDetails> ReplicationStatuses);

/// <summary>
/// How far a repository's settings have come at each destination that they follow it to.
/// Ours: API_DescribeRepositoryReplicationStatus.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class DescribeRepositoryReplicationStatus(IRepositoryStore repositories, IReplicationStore store)
    : IOperation<DescribeRepositoryReplicationStatusRequest, DescribeRepositoryReplicationStatusResponse>
{
    public static Access Requires(DescribeRepositoryReplicationStatusRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<DescribeRepositoryReplicationStatusResponse> HandleAsync(DescribeRepositoryReplicationStatusRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return new(repository.Name, [.. (await store.ListSettingsStatesAsync(repository.Id, ct)).Select(ReplicationDetails.Of)]);
    }
}
