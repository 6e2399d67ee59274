using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Images;

internal sealed record ListImagesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults,
    ListImagesFilter? Filter);

internal sealed record ListImagesResponse(IReadOnlyList<ImageIdentifier> ImageIds, string? NextToken);

/// <summary>One entry for each tag, and one for each image without. AWS: API_ListImages.</summary>
[Operation<EcrApi>]
internal sealed class ListImages(IRepositoryStore repositories, IImageStore images, PageTokens pageTokens)
    : IOperation<ListImagesRequest, ListImagesResponse>
{
    public static Access Requires(ListImagesRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<ListImagesResponse> HandleAsync(ListImagesRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var tagStatus = request.Filter?.TagStatus ?? TagStatus.Any;
        var imageStatus = request.Filter?.ImageStatus ?? ImageStatusFilter.Active;
        var listing = $"ecr:ListImages {repository.Id} {tagStatus} {imageStatus}";
        var after = request.NextToken is { } token ? Position(pageTokens, listing, token) : null;

        var page = await images.ListImageIdsAsync(repository.Id, new(tagStatus, imageStatus.ToStatus()), after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            [.. page.Items.Select(id => ImageIdentifier.Of(id.Digest, id.Tag))],
            page.HasMore ? pageTokens.Issue(listing, $"{page.Items[^1].Digest} {page.Items[^1].Tag}") : null);
    }

    /// <summary>A digest, a space, and the tag if it is one's entry.</summary>
    private static ImageId Position(PageTokens pageTokens, string listing, string token)
    {
        if (!pageTokens.TryRead(listing, token, out var position)) throw EcrErrors.InvalidPageToken();
        var space = position.IndexOf(' ', StringComparison.Ordinal);
        var tag = position[(space + 1)..];
        return new(Digest.Parse(position[..space]), tag.Length == 0 ? null : ImageTag.Parse(tag));
    }
}
