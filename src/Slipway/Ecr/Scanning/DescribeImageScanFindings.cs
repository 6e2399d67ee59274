using Slipway.Ecr.Images;
using Slipway.Registry;
using Slipway.Registry.Scanning;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Scanning;

internal sealed record DescribeImageScanFindingsRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    ImageIdentifier ImageId,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record DescribeImageScanFindingsResponse(string RegistryId, RepositoryName RepositoryName, ImageIdentifier ImageId, ImageScanStatus ImageScanStatus);

/// <summary>How the last scan of an image ended. AWS: API_DescribeImageScanFindings.</summary>
[Operation<EcrApi>]
internal sealed class DescribeImageScanFindings(IRepositoryStore repositories, IImageStore images, ScanningSettings settings, IImageScans scans)
    : IOperation<DescribeImageScanFindingsRequest, DescribeImageScanFindingsResponse>
{
    public static Access Requires(DescribeImageScanFindingsRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf([request.ImageId]));

    public async ValueTask<DescribeImageScanFindingsResponse> HandleAsync(DescribeImageScanFindingsRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var image = await images.RequireAsync(repository, request.ImageId, ct);
        // No page has given out a token yet.
        if (request.NextToken is not null) throw EcrErrors.InvalidPageToken();
        var shown = NamedImage.Shown(image, request.ImageId);
        var plan = (await settings.FindAsync(repository.Registry, ct)).PlanOf(repository.Name, repository.ScanOnPush);
        var scan = await scans.FindAsync(repository, image, plan, ct) ?? throw ScanErrors.ScanNotFound(repository, request.ImageId);
        return new(repository.Registry.Account, repository.Name, shown, ImageScanStatus.Of(scan));
    }
}
