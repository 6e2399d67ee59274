using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

internal sealed record DeleteLifecyclePolicyRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <param name="LastEvaluatedAt">1970 when it never ran.</param>
internal sealed record DeleteLifecyclePolicyResponse(string RegistryId, RepositoryName RepositoryName, string LifecyclePolicyText, DateTimeOffset LastEvaluatedAt);

/// <summary>Removes a repository's policy; a run that is under way stops. AWS: API_DeleteLifecyclePolicy.</summary>
[Operation<EcrApi>]
internal sealed class DeleteLifecyclePolicy(IRepositoryStore repositories, ILifecyclePolicyStore policies, ISettingsReplication replication)
    : IOperation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse>
{
    public static Access Requires(DeleteLifecyclePolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<DeleteLifecyclePolicyResponse> HandleAsync(DeleteLifecyclePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var removed = await policies.DeleteAsync(repository.Id, ct) ?? throw LifecycleErrors.PolicyNotFound(repository);
        await replication.ChangedAsync(repository, ReplicatedSetting.LifecyclePolicy, ct);
        return new(repository.Registry.Account, repository.Name, removed.Text, removed.EvaluatedAt ?? DateTimeOffset.UnixEpoch);
    }
}
