using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record PurgeRecycledRepositoryRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, [Pattern(RecycledLookup.IdPattern)] string RecycledRepositoryId);

/// <summary>Gives a deleted repository up before its time; the collector clears it away. Ours: API_PurgeRecycledRepository.</summary>
[Operation<SlipwayApi>]
internal sealed class PurgeRecycledRepository(IRecycleBinStore store) : IOperation<PurgeRecycledRepositoryRequest, Nothing>
{
    public static Access Requires(PurgeRecycledRepositoryRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<Nothing> HandleAsync(PurgeRecycledRepositoryRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var recycled = await store.RequireAsync(registry, request.RepositoryName, request.RecycledRepositoryId, ct);
        return await store.PurgeRepositoryAsync(recycled.Id, ct) ? Nothing.Instance : throw RecycleBinErrors.RepositoryNotFound(registry, request.RepositoryName);
    }
}
