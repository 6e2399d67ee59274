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
internal sealed class RestoreImage(IRepositoryStore repositories, Restorer bin, IEncryptionKeys keys, IAuthorizer authorizer) : IOperation<RestoreImageRequest, RestoreImageResponse>
{
    public static Access Requires(RestoreImageRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<RestoreImageResponse> HandleAsync(RestoreImageRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        // To know which images it names, its manifest is read.
        await keys.RequireUsableAsync(repository, ct);
        var digest = RecycledLookup.DigestOf(repository, request.ImageDigest);
        var restoration = await RestoreAsync(repository, digest, caller, ct);
        return restoration.Status switch
        {
            ImageRestorationStatus.Restored => new([.. restoration.Images.Select(ShapeOf)]),
            ImageRestorationStatus.PartsMissing => throw EcrErrors.ReferencedImagesNotFound(repository, restoration.Missing),
            ImageRestorationStatus.TooMany => throw RecycleBinErrors.TooManyImages(digest),
            _ => throw RecycleBinErrors.ImageNotFound(repository, request.ImageDigest),
        };
    }

    /// <summary>An image brings its tags along: the caller must be allowed each of them.</summary>
    private async ValueTask<ImageRestoration> RestoreAsync(Repository repository, Digest digest, Caller caller, CancellationToken ct)
    {
        HashSet<ImageTag> allowed = [];
        while (true)
        {
            var restoration = await bin.RestoreImageAsync(repository.Id, digest, allowed);
            if (restoration.Status is not ImageRestorationStatus.TagsDiffer) return restoration;
            var access = Access.To("slipway:RestoreImage", EcrArns.Repository(repository.Registry, repository.Name));
            var verdict = await authorizer.DecideAsync(caller, access.ForEach(ImageTagKey.Name, restoration.Tags.Select(tag => tag.ToString()).ToArray()), ct);
            if (!verdict.IsAllowed) throw WireErrors.AccessDenied(ErrorFamily.Json, verdict);
            allowed.UnionWith(restoration.Tags);
        }
    }

    private static RestoredImageShape ShapeOf(RestoredImage image) =>
        new(image.Digest.ToString(), RecycledImageShape.Words(image.Tags), RecycledImageShape.Words(image.TakenTags));
}
