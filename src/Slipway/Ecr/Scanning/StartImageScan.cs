using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Scanning;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal sealed record StartImageScanRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, ImageIdentifier ImageId);

internal sealed record StartImageScanResponse(string RegistryId, RepositoryName RepositoryName, ImageIdentifier ImageId, ImageScanStatus ImageScanStatus);

/// <summary>Begins a scan of one image. AWS: API_StartImageScan.</summary>
[Operation<EcrApi>]
internal sealed class StartImageScan(IRepositoryStore repositories, IImageStore images, ScanningSettings settings, IImageScans scans)
    : IOperation<StartImageScanRequest, StartImageScanResponse>
{
    public static Access Requires(StartImageScanRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<StartImageScanResponse> HandleAsync(StartImageScanRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        if ((await settings.FindAsync(repository.Registry, ct)).Type is ScanType.Enhanced) throw ScanErrors.Disabled();
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        var shown = NamedImage.Shown(image, request.ImageId);
        if (image.Status is not ImageStatus.Active) throw ScanErrors.ImageArchived(repository, shown);
        if (!IImageScans.CanBeScanned(image)) throw ScanErrors.UnsupportedImageType(repository, shown);
        return new(repository.Registry.Account, repository.Name, shown, ImageScanStatus.Of(await scans.StartAsync(repository, image, ct)));
    }
}
