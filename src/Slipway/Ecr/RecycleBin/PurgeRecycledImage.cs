using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record PurgeRecycledImageRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, [Pattern(EcrApi.DigestPattern)] string ImageDigest);

/// <summary>Gives a deleted image up before its time; its layers go with the next collection. Ours: API_PurgeRecycledImage.</summary>
[Operation<SlipwayApi>]
internal sealed class PurgeRecycledImage(IRepositoryStore repositories, IRecycleBinStore store) : IOperation<PurgeRecycledImageRequest, Nothing>
{
    public static Access Requires(PurgeRecycledImageRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<Nothing> HandleAsync(PurgeRecycledImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return await store.PurgeImageAsync(repository.Id, RecycledLookup.DigestOf(repository, request.ImageDigest), ct)
            ? Nothing.Instance
            : throw RecycleBinErrors.ImageNotFound(repository, request.ImageDigest);
    }
}
