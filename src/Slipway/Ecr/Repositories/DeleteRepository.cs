using Slipway.Ecr.Protection;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

internal sealed record DeleteRepositoryRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, bool? Force);

internal sealed record DeleteRepositoryResponse(RepositoryShape Repository);

/// <summary>Deletes a repository; one that holds images only by force, and then with them. AWS: API_DeleteRepository.</summary>
[Operation<EcrApi>]
internal sealed class DeleteRepository(IRepositoryStore repositories, RegistryHost host)
    : IOperation<DeleteRepositoryRequest, DeleteRepositoryResponse>
{
    public static Access Requires(DeleteRepositoryRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<DeleteRepositoryResponse> HandleAsync(DeleteRepositoryRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var deletion = await repositories.DeleteAsync(registry, request.RepositoryName, request.Force ?? false, ct);
        return deletion switch
        {
            { Repository: null } => throw EcrErrors.RepositoryNotFound(registry, request.RepositoryName),
            { IsProtected: true } => throw ProtectionErrors.RepositoryIsProtected(deletion.Repository),
            { IsDeleted: false } => throw EcrErrors.RepositoryNotEmpty(deletion.Repository),
            _ => new(RepositoryShape.Of(deletion.Repository, host)),
        };
    }
}
