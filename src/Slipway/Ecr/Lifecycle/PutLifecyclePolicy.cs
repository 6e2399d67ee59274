using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

internal sealed record PutLifecyclePolicyRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Length(100, 30720)] string LifecyclePolicyText);

internal sealed record PutLifecyclePolicyResponse(string RegistryId, RepositoryName RepositoryName, string LifecyclePolicyText);

/// <summary>Sets or replaces a repository's policy; it runs soon, over the images that are there too. AWS: API_PutLifecyclePolicy.</summary>
[Operation<EcrApi>]
internal sealed class PutLifecyclePolicy(IRepositoryStore repositories, ILifecyclePolicyStore policies, ISettingsReplication replication, TimeProvider clock)
    : IOperation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse>
{
    public static Access Requires(PutLifecyclePolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<PutLifecyclePolicyResponse> HandleAsync(PutLifecyclePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        LifecyclePolicyText.Require(request.LifecyclePolicyText);
        if (!await policies.PutAsync(repository.Id, request.LifecyclePolicyText, clock.GetUtcNow(), ct))
            throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
        await replication.ChangedAsync(repository, ReplicatedSetting.LifecyclePolicy, ct);
        return new(repository.Registry.Account, repository.Name, request.LifecyclePolicyText);
    }
}
