using Slipway.Registry;
using Slipway.Registry.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Policies;

internal sealed record GetRepositoryPolicyRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <summary>The policy of a repository, with today's names of whom it was given to. AWS: API_GetRepositoryPolicy.</summary>
[Operation<EcrApi>]
internal sealed class GetRepositoryPolicy(IRepositoryStore repositories, IRepositoryPolicyStore policies, PolicyTexts texts)
    : IOperation<GetRepositoryPolicyRequest, RepositoryPolicyResponse>
{
    public static Access Requires(GetRepositoryPolicyRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RepositoryPolicyResponse> HandleAsync(GetRepositoryPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var policy = await policies.FindAsync(repository.Id, ct) ?? throw PolicyErrors.RepositoryPolicyNotFound(repository);
        return RepositoryPolicyResponse.Of(repository, await texts.ShowAsync(policy, ct));
    }
}
