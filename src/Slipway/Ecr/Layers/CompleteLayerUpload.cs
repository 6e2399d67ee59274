using Slipway.Ecr.Quotas;
using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.Layers;
using Slipway.Registry.Quotas;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Layers;

internal sealed record CompleteLayerUploadRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Pattern(EcrApi.UploadIdPattern)] string UploadId,
    [Items(1, 100), Pattern(EcrApi.DigestPattern)] IReadOnlyList<string> LayerDigests);

internal sealed record CompleteLayerUploadResponse(string RegistryId, RepositoryName RepositoryName, string UploadId, string LayerDigest);

/// <summary>Makes the uploaded parts a layer, if they have the digest that was promised. AWS: API_CompleteLayerUpload.</summary>
[Operation<EcrApi>]
internal sealed class CompleteLayerUpload(IRepositoryStore repositories, PushLayer push, PullLayer pull, LayerParts parts, IEncryptionKeys keys)
    : IOperation<CompleteLayerUploadRequest, CompleteLayerUploadResponse>
{
    public static Access Requires(CompleteLayerUploadRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<CompleteLayerUploadResponse> HandleAsync(CompleteLayerUploadRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        await keys.RequireUsableAsync(repository, ct);
        // One upload is one layer, which has one digest here.
        if (request.LayerDigests.Count != 1 || !Digest.TryParse(request.LayerDigests[0], out var digest))
            throw EcrErrors.InvalidParameter("layerDigests", "must contain exactly one sha256 or sha512 digest");

        await using var upload = await push.OpenAsync(repository.Id, Guid.Parse(request.UploadId), ct)
            ?? throw EcrErrors.UploadNotFound(repository, request.UploadId);
        if (upload.Length == 0) throw EcrErrors.EmptyUpload(repository, request.UploadId);
        if (parts.HasSmallPart(upload.Key)) throw EcrErrors.LayerPartTooSmall(request.UploadId);
        // A damaged layer is not found, and so is healed by what has come.
        var isThere = await pull.FindAsync(repository.Id, digest, ct) is not null;

        switch (await CompleteAsync(upload, digest, ct))
        {
            case LayerPush.DigestMismatch:
                throw EcrErrors.InvalidLayer(digest);
            case LayerPush.RepositoryMissing:
                throw EcrErrors.RepositoryNotFound(repository.Registry, request.RepositoryName);
        }

        parts.Forget(upload.Key);
        return isThere
            ? throw EcrErrors.LayerAlreadyExists(repository, digest)
            : new(repository.Registry.Account, repository.Name, request.UploadId, digest.ToString());
    }

    private async ValueTask<LayerPush> CompleteAsync(IBlobUpload upload, Digest digest, CancellationToken ct)
    {
        try
        {
            return await push.CompleteAsync(upload, digest, ct);
        }
        catch (StorageQuotaException full)
        {
            throw QuotaErrors.Exceeded(full);
        }
    }
}
