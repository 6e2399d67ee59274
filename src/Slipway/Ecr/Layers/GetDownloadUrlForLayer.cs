using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Layers;

internal sealed record GetDownloadUrlForLayerRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Pattern(EcrApi.DigestPattern)] string LayerDigest);

internal sealed record GetDownloadUrlForLayerResponse(string DownloadUrl, string LayerDigest)
{
    // A record prints its members; whoever has the address may read the layer.
    public override string ToString() => $"Address of {LayerDigest}";
}

/// <summary>An address from which a layer of an image can be read for an hour, without credentials. AWS: API_GetDownloadUrlForLayer.</summary>
[Operation<EcrApi>]
internal sealed class GetDownloadUrlForLayer(
    IRepositoryStore repositories, PullLayer layers, LayerUrls urls, RegistryHost host)
    : IOperation<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse>
{
    public static Access Requires(GetDownloadUrlForLayerRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<GetDownloadUrlForLayerResponse> HandleAsync(GetDownloadUrlForLayerRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        if (!Digest.TryParse(request.LayerDigest, out var digest)
            || await layers.FindAllAsync(repository.Id, [digest], ct) is not [var link])
            throw EcrErrors.LayerNotFound(repository, request.LayerDigest);
        if (!link.IsReferenced) throw EcrErrors.LayerInaccessible(repository, digest);
        return new(host.EndpointOf(repository.Registry) + urls.PathTo(new(repository.Id, digest)), request.LayerDigest);
    }
}
