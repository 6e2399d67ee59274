using Slipway.Ecr.Repositories;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

/// <param name="RecycledRepositoryId">null for the one of this name that was deleted last.</param>
internal sealed record RestoreRepositoryRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, [Pattern(RecycledLookup.IdPattern)] string? RecycledRepositoryId);

internal sealed record RestoreRepositoryResponse(RepositoryShape Repository);

/// <summary>Puts a deleted repository back with all that it had, when its name is free. Ours: API_RestoreRepository.</summary>
[Operation<SlipwayApi>]
internal sealed class RestoreRepository(IRepositoryStore repositories, IRecycleBinStore store, Restorer bin, RegistryHost host)
    : IOperation<RestoreRepositoryRequest, RestoreRepositoryResponse>
{
    public static Access Requires(RestoreRepositoryRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RestoreRepositoryResponse> HandleAsync(RestoreRepositoryRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var recycled = await store.RequireAsync(registry, request.RepositoryName, request.RecycledRepositoryId, ct);
        if (await bin.RestoreRepositoryAsync(recycled) is { } restored) return new(RepositoryShape.Of(restored, host));
        throw await repositories.FindAsync(registry, request.RepositoryName, ct) is null
            ? RecycleBinErrors.RepositoryNotFound(registry, request.RepositoryName)
            : RecycleBinErrors.NameIsTaken(recycled);
    }
}
