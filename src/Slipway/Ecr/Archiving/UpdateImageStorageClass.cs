using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Journal;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Archiving;

internal sealed record UpdateImageStorageClassRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, ImageIdentifier ImageId, TargetStorageClass TargetStorageClass);

internal sealed record UpdateImageStorageClassResponse(string RegistryId, RepositoryName RepositoryName, ImageIdentifier ImageId, ImageStatus ImageStatus);

internal enum TargetStorageClass
{
    Standard,
    Archive,
}

/// <summary>
/// Sends an image to the archive, where it cannot be pulled, or asks it back. Its children and referrers go and come with
/// it. AWS: API_UpdateImageStorageClass.
/// </summary>
[Operation<EcrApi>]
internal sealed class UpdateImageStorageClass(IRepositoryStore repositories, IImageStore images)
    : IOperation<UpdateImageStorageClassRequest, UpdateImageStorageClassResponse>
{
    public static Access Requires(UpdateImageStorageClassRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<UpdateImageStorageClassResponse> HandleAsync(UpdateImageStorageClassRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        if (request.TargetStorageClass is TargetStorageClass.Archive) await ArchiveAsync(repository, image, ct);
        else await ActivateAsync(repository, image, ct);
        return new(
            repository.Registry.Account,
            repository.Name,
            request.ImageId with { ImageDigest = image.Digest.ToString() },
            request.TargetStorageClass is TargetStorageClass.Archive ? ImageStatus.Archived : ImageStatus.Activating);
    }

    private async ValueTask ArchiveAsync(Repository repository, Image image, CancellationToken ct)
    {
        var archiving = await images.ArchiveAsync(repository.Id, image.Digest, ChangeOrigin.Client, ct);
        switch (archiving.Status)
        {
            case ImageArchivingStatus.NotFound: throw EcrErrors.ImageNotFound(repository, image.Digest.ToString(), null);
            case ImageArchivingStatus.ReferencedByIndex: throw StorageClassErrors.ReferencedByIndex(image.Digest, archiving.Parents);
            case ImageArchivingStatus.NotActive: throw StorageClassErrors.AlreadyThere(image.Digest, "ARCHIVE");
        }
    }

    private async ValueTask ActivateAsync(Repository repository, Image image, CancellationToken ct)
    {
        var activation = await images.ActivateAsync(repository.Id, image.Digest, ct);
        switch (activation.Status)
        {
            case ImageActivationStatus.NotFound: throw EcrErrors.ImageNotFound(repository, image.Digest.ToString(), null);
            case ImageActivationStatus.NotArchived: throw StorageClassErrors.AlreadyThere(image.Digest, "STANDARD");
        }
    }
}
