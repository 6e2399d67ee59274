using Slipway.Registry;
using Slipway.Registry.Policies;
using Slipway.Registry.Replication;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Policies;

internal sealed record SetRepositoryPolicyRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Length(0, PolicyTexts.MaxLength)] string PolicyText,
    bool? Force);

/// <summary>
/// Puts a policy on a repository, in the place of the one that there may be. One that would stop the caller from setting
/// another is taken by force alone. AWS: API_SetRepositoryPolicy.
/// </summary>
[Operation<EcrApi>]
internal sealed class SetRepositoryPolicy(
    IRepositoryStore repositories, IRepositoryPolicyStore policies, PolicyTexts texts, EcrResources resources, IResourcePolicies decisions, ISettingsReplication replication,
    TimeProvider clock)
    : IOperation<SetRepositoryPolicyRequest, RepositoryPolicyResponse>
{
    public static Access Requires(SetRepositoryPolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RepositoryPolicyResponse> HandleAsync(SetRepositoryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var policy = await texts.ReadForRepositoryAsync(request.PolicyText, ct);
        if (request.Force is not true && !await MaySetAgainAsync(caller, repository, policy, ct)) throw PolicyErrors.LocksOut();
        if (!await policies.PutAsync(repository.Id, policy, clock.GetUtcNow(), ct)) throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
        await replication.ChangedAsync(repository, ReplicatedSetting.RepositoryPolicy, ct);
        return RepositoryPolicyResponse.Of(repository, await texts.ShowAsync(policy, ct));
    }

    private async ValueTask<bool> MaySetAgainAsync(Caller caller, Repository repository, AccessPolicy policy, CancellationToken ct) =>
        await decisions.WouldAllowAsync(caller, "ecr:SetRepositoryPolicy", await resources.SupposeAsync(repository, policy, ct), ct);
}
