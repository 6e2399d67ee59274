using System.Globalization;
using Slipway.Ecr.Images;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

internal sealed record GetLifecyclePolicyPreviewRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Items(1, 100)] IReadOnlyList<ImageIdentifier>? ImageIds,
    string? NextToken,
    [Bounds(1, 100)] int? MaxResults,
    LifecyclePolicyPreviewFilter? Filter);

internal sealed record GetLifecyclePolicyPreviewResponse(
    string RegistryId,
    RepositoryName RepositoryName,
    string LifecyclePolicyText,
    LifecyclePreviewStatus Status,
    string? NextToken,
    IReadOnlyList<PreviewedImage> PreviewResults,
    LifecyclePolicyPreviewSummary Summary);

/// <summary>How far a preview is, and what its policy would do, oldest image first. AWS: API_GetLifecyclePolicyPreview.</summary>
[Operation<EcrApi>]
internal sealed class GetLifecyclePolicyPreview(
    IRepositoryStore repositories, IImageStore images, ILifecyclePreviewStore store, LifecyclePreviews previews, PageTokens pageTokens)
    : IOperation<GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse>
{
    public static Access Requires(GetLifecyclePolicyPreviewRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds ?? []));

    public async ValueTask<GetLifecyclePolicyPreviewResponse> HandleAsync(GetLifecyclePolicyPreviewRequest request, Caller caller, CancellationToken ct)
    {
        if (request.ImageIds is not null && (request.NextToken is not null || request.MaxResults is not null))
            throw EcrErrors.PagingWithNames("imageIds");
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var preview = await store.FindAsync(repository.Id, ct) ?? throw LifecycleErrors.PreviewNotFound(repository);
        if (preview.Status is LifecyclePreviewStatus.InProgress) previews.See(repository, preview);
        var isComplete = preview.Status is LifecyclePreviewStatus.Complete;
        var (results, next) = !isComplete ? ([], null)
            : request.ImageIds is { } ids ? (await FindAsync(repository, preview, ids, request.Filter?.TagStatus, ct), null)
            : await ListAsync(preview, request, ct);
        return new(
            repository.Registry.Account,
            repository.Name,
            preview.Text,
            preview.Status,
            next,
            [.. results.Select(PreviewedImage.Of)],
            isComplete ? LifecyclePolicyPreviewSummary.Of(preview) : new(null, null));
    }

    private async ValueTask<(IReadOnlyList<LifecyclePreviewResult> Results, string? Next)> ListAsync(
        LifecyclePreview preview, GetLifecyclePolicyPreviewRequest request, CancellationToken ct)
    {
        var tagStatus = request.Filter?.TagStatus ?? TagStatus.Any;
        // A token of the preview before leads nowhere in this one.
        var listing = string.Create(CultureInfo.InvariantCulture, $"ecr:GetLifecyclePolicyPreview {preview.Id} {preview.StartedAt.ToUnixTimeMilliseconds()} {tagStatus}");
        long? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) ? long.Parse(position, CultureInfo.InvariantCulture) : throw EcrErrors.InvalidPageToken();
        var page = await store.ListResultsAsync(preview.Id, tagStatus, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return (page.Items, page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Position.ToString(CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>Of the images that are named those that would not stay.</summary>
    private async ValueTask<IReadOnlyList<LifecyclePreviewResult>> FindAsync(
        Repository repository, LifecyclePreview preview, IReadOnlyList<ImageIdentifier> ids, TagStatus? tagStatus, CancellationToken ct)
    {
        Dictionary<long, LifecyclePreviewResult> found = [];
        foreach (var id in ids)
        {
            var selection = id.Select();
            if (selection.Failure is { FailureCode: not ImageFailureCode.ImageNotFound } failure)
                throw EcrErrors.InvalidParameter("imageIds", failure.FailureReason);
            if (selection.Failure is not null) continue;
            var digest = selection.Tag is null ? selection.Digest : (await images.FindAsync(repository.Id, selection.Reference, ct))?.Digest;
            if (digest is null || (selection.Digest is { } stated && stated != digest)) continue;
            if (await store.FindResultAsync(preview.Id, digest.Value, ct) is { } result && (tagStatus ?? TagStatus.Any) switch
                {
                    TagStatus.Any => true,
                    TagStatus.Tagged => result.Tags.Count > 0,
                    _ => result.Tags.Count == 0,
                })
                found[result.Position] = result;
        }

        return [.. found.OrderBy(result => result.Key).Select(result => result.Value)];
    }
}
