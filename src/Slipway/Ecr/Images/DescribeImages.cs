using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

internal sealed record DescribeImagesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Items(1, 100)] IReadOnlyList<ImageIdentifier>? ImageIds,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults,
    DescribeImagesFilter? Filter);

internal sealed record DescribeImagesResponse(IReadOnlyList<ImageDetail> ImageDetails, string? NextToken);

/// <summary>The images that are named, all or nothing; or a page of all, one entry for each digest. AWS: API_DescribeImages.</summary>
[Operation<EcrApi>]
internal sealed class DescribeImages(IRepositoryStore repositories, IImageStore images, PageTokens pageTokens)
    : IOperation<DescribeImagesRequest, DescribeImagesResponse>
{
    public static Access Requires(DescribeImagesRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds ?? []));

    public async ValueTask<DescribeImagesResponse> HandleAsync(DescribeImagesRequest request, Caller caller, CancellationToken ct)
    {
        if (request.ImageIds is not null && (request.NextToken is not null || request.MaxResults is not null))
            throw EcrErrors.PagingWithNames("imageIds");
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        return request.ImageIds is { } ids
            ? new(await FindAsync(repository, ids, request.Filter, ct), NextToken: null)
            : await ListAsync(repository, request, ct);
    }

    private async ValueTask<IReadOnlyList<ImageDetail>> FindAsync(
        Repository repository, IReadOnlyList<ImageIdentifier> ids, DescribeImagesFilter? filter, CancellationToken ct)
    {
        List<ImageDetail> found = [];
        HashSet<Digest> seen = [];
        foreach (var id in ids)
        {
            var selection = id.Select();
            if (selection.Failure is { FailureCode: not ImageFailureCode.ImageNotFound } failure)
                throw EcrErrors.InvalidParameter("imageIds", failure.FailureReason);
            var image = selection.Failure is null ? await images.FindAsync(repository.Id, selection.Reference, ct) : null;
            if (image is null || (selection.Digest is { } stated && stated != image.Digest))
                throw EcrErrors.ImageNotFound(repository, id.ImageDigest, id.ImageTag);
            // Two tags of one image are one entry.
            if (IsShown(image, filter) && seen.Add(image.Digest)) found.Add(ImageDetail.Of(repository, image));
        }

        return found;
    }

    private async ValueTask<DescribeImagesResponse> ListAsync(Repository repository, DescribeImagesRequest request, CancellationToken ct)
    {
        var tagStatus = request.Filter?.TagStatus ?? TagStatus.Any;
        var imageStatus = request.Filter?.ImageStatus ?? ImageStatusFilter.Active;
        var listing = $"ecr:DescribeImages {repository.Id} {tagStatus} {imageStatus}";
        Digest? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) ? Digest.Parse(position) : throw EcrErrors.InvalidPageToken();

        var page = await images.ListImagesAsync(repository.Id, new(tagStatus, imageStatus.ToStatus()), after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            [.. page.Items.Select(image => ImageDetail.Of(repository, image))],
            page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Digest.ToString()) : null);
    }

    private static bool IsShown(Image image, DescribeImagesFilter? filter) =>
        // Whoever names an image without a filter gets it, wherever it is.
        (filter?.ImageStatus?.ToStatus() is not { } status || image.Status == status)
        && filter?.TagStatus switch
        {
            TagStatus.Tagged => image.Tags.Count > 0,
            TagStatus.Untagged => image.Tags.Count == 0,
            _ => true,
        };
}
