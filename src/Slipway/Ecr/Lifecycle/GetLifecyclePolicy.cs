using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

internal sealed record GetLifecyclePolicyRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <param name="LastEvaluatedAt">1970 before the first run, as ECR says it.</param>
internal sealed record GetLifecyclePolicyResponse(string RegistryId, RepositoryName RepositoryName, string LifecyclePolicyText, DateTimeOffset LastEvaluatedAt);

/// <summary>A repository's policy as it was given, and when it last ran. AWS: API_GetLifecyclePolicy.</summary>
[Operation<EcrApi>]
internal sealed class GetLifecyclePolicy(IRepositoryStore repositories, ILifecyclePolicyStore policies)
    : IOperation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse>
{
    public static Access Requires(GetLifecyclePolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<GetLifecyclePolicyResponse> HandleAsync(GetLifecyclePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var policy = await policies.FindAsync(repository.Id, ct) ?? throw LifecycleErrors.PolicyNotFound(repository);
        return new(repository.Registry.Account, repository.Name, policy.Text, policy.EvaluatedAt ?? DateTimeOffset.UnixEpoch);
    }
}
