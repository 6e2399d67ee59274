using Slipway.Ecr.PullThrough;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.PullThrough;
using Slipway.Registry.Remotes;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Referrers;

internal sealed record ListImageReferrersRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    RepositoryName RepositoryName,
    SubjectIdentifier SubjectId,
    ListImageReferrersFilter? Filter,
    string? NextToken,
    [Bounds(1, 50)] int? MaxResults);

internal sealed record SubjectIdentifier(string ImageDigest);

internal sealed record ListImageReferrersResponse(IReadOnlyList<ImageReferrer> Referrers, string? NextToken);

/// <summary>
/// What refers to an image: signatures, bills of materials and the like, in the order of their digests. The registry's
/// referrers API answers the same. Of a repository that a rule of the pull-through cache fills, the upstream's are among
/// them. AWS: API_ListImageReferrers.
/// </summary>
[Operation<EcrApi>]
internal sealed class ListImageReferrers(IRepositoryStore repositories, ReferrerPages pages, UpstreamReferrers upstreams, PageTokens pageTokens)
    : IOperation<ListImageReferrersRequest, ListImageReferrersResponse>
{
    private const int DefaultPage = 20;

    // ECR knows no action of the operation's own name: who may pull the image may see what refers to it.
    public static Access Requires(ListImageReferrersRequest request, Caller caller) =>
        Access.To("ecr:BatchGetImage", EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<ListImageReferrersResponse> HandleAsync(ListImageReferrersRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        if (!Digest.TryParse(request.SubjectId.ImageDigest, out var subject))
            throw EcrErrors.InvalidParameter("subjectId.imageDigest", $"Member must satisfy regular expression pattern: {EcrApi.DigestPattern}");

        var listing = $"ecr:ListImageReferrers {repository.Id} {subject} {request.Filter?.Text}";
        Digest? after = null;
        if (request.NextToken is { } token)
        {
            if (!pageTokens.TryRead(listing, token, out var position) || !Digest.TryParse(position, out var last)) throw EcrErrors.InvalidPageToken();
            after = last;
        }

        var page = await pages.ReadAsync(new(repository.Id, subject, request.Filter) { Upstream = await ListUpstreamAsync(repository, subject, ct) }, after, request.MaxResults ?? DefaultPage, ct);
        return new(
            [.. page.Found.Select(ImageReferrer.Of)],
            page.Next is { } next ? pageTokens.Issue(listing, next.ToString()) : null);
    }

    private async ValueTask<IReadOnlyList<Referrer>> ListUpstreamAsync(Repository repository, Digest subject, CancellationToken ct)
    {
        try
        {
            return await upstreams.ListAsync(repository, subject, ct);
        }
        catch (RemoteFailureException failure)
        {
            throw PullThroughErrors.NoReferrers(failure);
        }
    }
}
