using Slipway.Ecr.Quotas;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Quotas;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Layers;

internal sealed record InitiateLayerUploadRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName);

/// <param name="PartSize">The size that a client should cut the layer into, in bytes.</param>
internal sealed record InitiateLayerUploadResponse([Pattern(EcrApi.UploadIdPattern)] string UploadId, long PartSize);

/// <summary>Begins the upload of a layer. AWS: API_InitiateLayerUpload.</summary>
[Operation<EcrApi>]
internal sealed class InitiateLayerUpload(PushTargets targets, PushLayer layers)
    : IOperation<InitiateLayerUploadRequest, InitiateLayerUploadResponse>
{
    private const long PartSize = 10 << 20;

    public static Access Requires(InitiateLayerUploadRequest request, Caller caller) =>
        Access.To("ecr:InitiateLayerUpload", EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<InitiateLayerUploadResponse> HandleAsync(InitiateLayerUploadRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await targets.RequireAsync(caller, Requires(request, caller), request.RegistryId, request.RepositoryName, ct);
        try
        {
            await using var upload = await layers.StartAsync(repository.Id, ct);
            return new(upload.Key.Id.ToString(), PartSize);
        }
        catch (StorageQuotaException full)
        {
            throw QuotaErrors.Exceeded(full);
        }
    }
}
