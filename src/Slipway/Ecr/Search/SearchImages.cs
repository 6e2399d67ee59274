using Slipway.Ecr.Images;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Search;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Search;

internal sealed record SearchImagesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    SearchImagesFilter? Filter,
    ImageOrder? OrderBy,
    SortOrder? SortOrder,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record SearchImagesResponse(IReadOnlyList<ImageDetail> ImageDetails, string? NextToken);

/// <summary>
/// Images of all repositories that the caller may describe, filtered and ordered. A page may hold fewer than were asked for,
/// or none, and still have a token: one call looks at 10,000 images. Ours: API_SearchImages.
/// </summary>
[Operation<SlipwayApi>(IsReadOnly = true)]
internal sealed class SearchImages(ImageSearcher searcher, IRepositoryStore repositories, IAuthorizer authorizer, PageTokens pageTokens)
    : IOperation<SearchImagesRequest, SearchImagesResponse>
{
    public static Access Requires(SearchImagesRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));

    public async ValueTask<SearchImagesResponse> HandleAsync(SearchImagesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var (order, sort) = (request.OrderBy ?? ImageOrder.Name, request.SortOrder ?? Search.SortOrder.Ascending);
        if (order is ImageOrder.Name && sort is Search.SortOrder.Descending)
            throw EcrErrors.InvalidParameter("sortOrder", "must be ASCENDING where orderBy is NAME");
        var filter = request.Filter ?? SearchImagesFilter.None;
        var search = filter.ToSearch(registry, order, sort is Search.SortOrder.Descending);

        // The record's own text names every member: a token goes on with the search that it came from, and no other.
        var listing = $"slipway:SearchImages {caller.Principal.Arn} {search}";
        string? position = null;
        if (request.NextToken is { } token && !pageTokens.TryRead(listing, token, out position)) throw EcrErrors.InvalidPageToken();
        var page = await searcher.SearchAsync(search, position, request.MaxResults ?? EcrApi.DefaultPage, name => MaySeeAsync(caller, registry, name, ct), ct);

        List<ImageDetail> details = [];
        foreach (var found in page.Images)
        {
            // Gone since it was found.
            if (await repositories.FindAsync(registry, found.Repository, ct) is { } repository) details.Add(ImageDetail.Of(repository, found.Image));
        }

        return new(details, page.Next is { } next ? pageTokens.Issue(listing, next) : null);
    }

    private async ValueTask<bool> MaySeeAsync(Caller caller, RegistryScope registry, RepositoryName name, CancellationToken ct) =>
        (await authorizer.DecideAsync(caller, Access.To("ecr:DescribeImages", EcrArns.Repository(registry, name)), ct)).IsAllowed;
}
