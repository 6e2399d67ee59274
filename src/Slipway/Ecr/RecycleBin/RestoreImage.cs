using Slipway.Ecr.Sealing;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Registry.Sealing;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record RestoreImageRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, [Pattern(EcrApi.DigestPattern)] string ImageDigest);

internal sealed record RestoreImageResponse(IReadOnlyList<RestoredImageShape> RestoredImages);

/// <summary>
/// Puts a deleted image back, with the tags that are free, its children and its referrers. Ours: API_RestoreImage.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class RestoreImage(IRepositoryStore repositories, Restorer bin, IEncryptionKeys keys) : IOperation<RestoreImageRequest, RestoreImageResponse>
{
    public static Access Requires(RestoreImageRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RestoreImageResponse> HandleAsync(RestoreImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        // To know which images it names, its manifest is read.
        await keys.RequireUsableAsync(repository, ct);
        var digest = RecycledLookup.DigestOf(repository, request.ImageDigest);
        var restoration = await bin.RestoreImageAsync(repository.Id, digest);
        return restoration.Status switch
        {
            ImageRestorationStatus.Restored => new([.. restoration.Images.Select(ShapeOf)]),
            ImageRestorationStatus.PartsMissing => throw EcrErrors.ReferencedImagesNotFound(repository, restoration.Missing),
            ImageRestorationStatus.TooMany => throw RecycleBinErrors.TooManyImages(digest),
            _ => throw RecycleBinErrors.ImageNotFound(repository, request.ImageDigest),
        };
    }

    private static RestoredImageShape ShapeOf(RestoredImage image) =>
        new(image.Digest.ToString(), RecycledImageShape.Words(image.Tags), RecycledImageShape.Words(image.TakenTags));
}
