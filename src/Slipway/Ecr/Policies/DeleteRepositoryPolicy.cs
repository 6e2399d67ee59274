using Slipway.Registry;
using Slipway.Registry.Policies;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Policies;

internal sealed record DeleteRepositoryPolicyRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <summary>Takes the policy off a repository, and answers with it. AWS: API_DeleteRepositoryPolicy.</summary>
[Operation<EcrApi>]
internal sealed class DeleteRepositoryPolicy(IRepositoryStore repositories, IRepositoryPolicyStore policies, PolicyTexts texts, ISettingsReplication replication)
    : IOperation<DeleteRepositoryPolicyRequest, RepositoryPolicyResponse>
{
    public static Access Requires(DeleteRepositoryPolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RepositoryPolicyResponse> HandleAsync(DeleteRepositoryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var policy = await policies.DeleteAsync(repository.Id, ct) ?? throw PolicyErrors.RepositoryPolicyNotFound(repository);
        await replication.ChangedAsync(repository, ReplicatedSetting.RepositoryPolicy, ct);
        return RepositoryPolicyResponse.Of(repository, await texts.ShowAsync(policy, ct));
    }
}
