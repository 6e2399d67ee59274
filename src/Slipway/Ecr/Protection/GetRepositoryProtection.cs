using Slipway.Registry;
using Slipway.Registry.Protection;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Protection;

internal sealed record GetRepositoryProtectionRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <summary>Says what of a repository is protected from deletion. Ours: API_GetRepositoryProtection.</summary>
[Operation<SlipwayApi>]
internal sealed class GetRepositoryProtection(IRepositoryStore repositories, IProtectionStore protections)
    : IOperation<GetRepositoryProtectionRequest, RepositoryProtectionResponse>
{
    public static Access Requires(GetRepositoryProtectionRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RepositoryProtectionResponse> HandleAsync(GetRepositoryProtectionRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return await protections.FindAsync(repository.Id, ct) is { } protection
            ? new(repository.Registry.Account, repository.Name, protection)
            : throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
    }
}
