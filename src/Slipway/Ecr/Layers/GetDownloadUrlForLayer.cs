using Slipway.Ecr.PullThrough;
using Slipway.Ecr.Quotas;
using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Quotas;
using Slipway.Registry.Remotes;
using Slipway.Registry.Sealing;
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
    IRepositoryStore repositories, PullLayer layers, CachedPulls cached, LayerUrls urls, RegistryHost host, IEncryptionKeys keys)
    : IOperation<GetDownloadUrlForLayerRequest, GetDownloadUrlForLayerResponse>
{
    public static Access Requires(GetDownloadUrlForLayerRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<GetDownloadUrlForLayerResponse> HandleAsync(GetDownloadUrlForLayerRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        await keys.RequireUsableAsync(repository, ct);
        if (!Digest.TryParse(request.LayerDigest, out var digest)) throw EcrErrors.LayerNotFound(repository, request.LayerDigest);
        var link = await layers.FindAllAsync(repository.Id, [digest], ct) is [var found] ? found : null;
        if (link is { IsArchived: true }) throw EcrErrors.LayerArchived(repository, digest);
        if (link is not { IsReferenced: true } && !await FetchAsync(repository, digest, caller, ct))
            throw link is null ? EcrErrors.LayerNotFound(repository, request.LayerDigest) : EcrErrors.LayerInaccessible(repository, digest);
        return new(host.EndpointOf(repository.Registry) + urls.PathTo(new(repository.Id, digest)), request.LayerDigest);
    }

    /// <summary>The layers of an image that is still coming from an upstream can be read while they come.</summary>
    private async ValueTask<bool> FetchAsync(Repository repository, Digest digest, Caller caller, CancellationToken ct)
    {
        if (await cached.BeginAsync(caller, repository, ct) is not { } upstream) return false;
        try
        {
            return await upstream.FetchAsync(digest, ct);
        }
        catch (RemoteFailureException failure)
        {
            throw PullThroughErrors.NoLayer(failure);
        }
        catch (StorageQuotaException full)
        {
            throw QuotaErrors.Exceeded(full);
        }
        catch (KeyUnavailableException fault)
        {
            throw KmsRefusals.Of(fault);
        }
    }
}
