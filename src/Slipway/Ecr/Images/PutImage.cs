using System.Text;
using Slipway.Ecr.Layers;
using Slipway.Ecr.Quotas;
using Slipway.Registry;
using Slipway.Registry.Images;
using Slipway.Registry.Manifests;
using Slipway.Registry.Quotas;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

internal sealed record PutImageRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Length(1, 4194304)] string ImageManifest,
    string? ImageManifestMediaType,
    [Length(1, 300)] ImageTag? ImageTag,
    string? ImageDigest);

internal sealed record PutImageResponse(ImageShape Image);

/// <summary>
/// Stores a manifest byte for byte, and points the tag at it. The same use case as a push to the registry, but here a
/// push that changes nothing is refused. AWS: API_PutImage.
/// </summary>
// Departs: imageTag must be a tag that registry clients can name too, at most 128 characters of their alphabet; ECR's model allows 300 of any.
[Operation<EcrApi>(MaxBody = MaxBody)]
internal sealed class PutImage(PushTargets targets, PushImage images) : IOperation<PutImageRequest, PutImageResponse>
{
    // The manifest is a JSON string in JSON, and a client may escape every character with six.
    private const int MaxBody = (6 * 4_194_304) + (1 << 20);

    public static Access Requires(PutImageRequest request, Caller caller) => Access
        .To("ecr:PutImage", EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, request.ImageTag?.ToString());

    public async ValueTask<PutImageResponse> HandleAsync(PutImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await targets.RequireAsync(caller, Requires(request, caller), request.RegistryId, request.RepositoryName, ct);
        Digest stated = default;
        if (request.ImageDigest is { } text && !Digest.TryParse(text, out stated))
            throw EcrErrors.InvalidParameter("imageDigest", $"Member must satisfy regular expression pattern: {EcrApi.DigestPattern}");

        var content = Encoding.UTF8.GetBytes(request.ImageManifest);
        var pushed = await PushAsync(
            new(repository.Id, content, request.ImageManifestMediaType, request.ImageDigest is null ? null : stated, request.ImageTag), ct);
        return pushed.Status switch
        {
            PushStatus.Stored => new(ImageShape.Of(repository, new(pushed.Digest, pushed.Document!.MediaType, content), request.ImageTag)),
            PushStatus.Unchanged => throw EcrErrors.ImageAlreadyExists(repository, pushed.Digest, request.ImageTag),
            PushStatus.RepositoryMissing => throw EcrErrors.RepositoryNotFound(repository.Registry, request.RepositoryName),
            PushStatus.BlobsMissing => throw EcrErrors.LayersNotFound(repository, pushed.Missing),
            PushStatus.ChildrenMissing => throw EcrErrors.ReferencedImagesNotFound(repository, pushed.Missing),
            PushStatus.TagImmutable => throw EcrErrors.ImageTagAlreadyExists(repository, request.ImageTag!.Value),
            PushStatus.DigestMismatch => throw EcrErrors.ImageDigestDoesNotMatch(request.ImageDigest!, pushed.Digest),
            _ => throw Refuse(pushed.Refusal!),
        };
    }

    private async ValueTask<PushOutcome> PushAsync(ManifestPush push, CancellationToken ct)
    {
        try
        {
            return await images.PushAsync(push, ct);
        }
        catch (StorageQuotaException full)
        {
            throw QuotaErrors.Exceeded(full);
        }
    }

    private static AwsError Refuse(ManifestRefusal refusal) => refusal.Fault is ManifestFault.MediaTypeMissing
        ? EcrErrors.InvalidParameter("imageManifestMediaType", "image manifest mediatype not provided in manifest or parameter")
        : EcrErrors.InvalidParameter("ImageManifest", refusal.Reason);
}
