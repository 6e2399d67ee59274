using Slipway.Registry;
using Slipway.Registry.Protection;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Protection;

internal sealed record PutRepositoryProtectionRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, DeletionProtection DeletionProtection);

internal sealed record RepositoryProtectionResponse(string RegistryId, RepositoryName RepositoryName, DeletionProtection DeletionProtection);

/// <summary>Protects a repository from deletion, with or without its images, or lifts that. Ours: API_PutRepositoryProtection.</summary>
[Operation<SlipwayApi>]
internal sealed class PutRepositoryProtection(IRepositoryStore repositories, IProtectionStore protections)
    : IOperation<PutRepositoryProtectionRequest, RepositoryProtectionResponse>
{
    public static Access Requires(PutRepositoryProtectionRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RepositoryProtectionResponse> HandleAsync(PutRepositoryProtectionRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return await protections.PutAsync(repository.Id, request.DeletionProtection, ct)
            ? new(repository.Registry.Account, repository.Name, request.DeletionProtection)
            : throw EcrErrors.RepositoryNotFound(repository.Registry, repository.Name);
    }
}
