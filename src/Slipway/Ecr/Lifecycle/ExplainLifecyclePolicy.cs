using Slipway.Ecr.Images;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Lifecycle;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Lifecycle;

/// <param name="LifecyclePolicyText">null for the repository's own.</param>
internal sealed record ExplainLifecyclePolicyRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    [Length(100, 30720)] string? LifecyclePolicyText,
    [Items(1, 100)] IReadOnlyList<ImageIdentifier>? ImageIds,
    string? NextToken,
    [Bounds(1, 100)] int? MaxResults);

internal sealed record ExplainLifecyclePolicyResponse(
    string RegistryId, RepositoryName RepositoryName, string LifecyclePolicyText, IReadOnlyList<ExplainedImage> Images, string? NextToken);

/// <summary>
/// For each image which rule of a policy takes it, or why it stays. Every call looks at all images of the repository, since
/// that is what rules go by. Ours: API_ExplainLifecyclePolicy.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class ExplainLifecyclePolicy(
    IRepositoryStore repositories, IImageStore images, ILifecyclePolicyStore policies, LifecycleEvaluator evaluator, PageTokens pageTokens, TimeProvider clock)
    : IOperation<ExplainLifecyclePolicyRequest, ExplainLifecyclePolicyResponse>
{
    public static Access Requires(ExplainLifecyclePolicyRequest request, Caller caller) => Access
        .On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName))
        .ForEach(ImageTagKey.Name, ImageIdentifier.TagsOf(request.ImageIds ?? []));

    public async ValueTask<ExplainLifecyclePolicyResponse> HandleAsync(ExplainLifecyclePolicyRequest request, Caller caller, CancellationToken ct)
    {
        if (request.ImageIds is not null && (request.NextToken is not null || request.MaxResults is not null))
            throw EcrErrors.PagingWithNames("imageIds");
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var text = request.LifecyclePolicyText ?? (await policies.FindAsync(repository.Id, ct))?.Text ?? throw LifecycleErrors.PolicyNotFound(repository);
        var policy = LifecyclePolicyText.Require(text);
        var listing = $"slipway:ExplainLifecyclePolicy {repository.Id}";
        Digest? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) ? Digest.Parse(position) : throw EcrErrors.InvalidPageToken();

        var outcome = await evaluator.EvaluateAsync(repository.Id, policy, clock.GetUtcNow(), ct);
        var page = request.ImageIds is { } ids
            ? new(await FindAsync(repository, ids, ct), HasMore: false)
            : await images.ListForLifecycleAsync(repository.Id, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            repository.Registry.Account,
            repository.Name,
            text,
            // An image that came between the two looks is told on the next call.
            [.. page.Items.Select(image => (image, verdict: outcome.Explain(image.Id))).Where(pair => pair.verdict is not null).Select(pair => ExplainedImage.Of(pair.image, pair.verdict!))],
            page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Digest.ToString()) : null);
    }

    private async ValueTask<IReadOnlyList<LifecycleImage>> FindAsync(Repository repository, IReadOnlyList<ImageIdentifier> ids, CancellationToken ct)
    {
        List<LifecycleImage> found = [];
        foreach (var id in ids)
        {
            var selection = id.Select();
            if (selection.Failure is { FailureCode: not ImageFailureCode.ImageNotFound } failure)
                throw EcrErrors.InvalidParameter("imageIds", failure.FailureReason);
            var image = selection.Failure is null ? await images.FindForLifecycleAsync(repository.Id, selection.Reference, ct) : null;
            if (image is null || (selection.Digest is { } stated && stated != image.Digest))
                throw EcrErrors.ImageNotFound(repository, id.ImageDigest, id.ImageTag);
            if (!found.Exists(other => other.Id == image.Id)) found.Add(image);
        }

        return found;
    }
}
