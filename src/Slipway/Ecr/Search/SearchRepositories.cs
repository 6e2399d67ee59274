using Slipway.Ecr.Repositories;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Search;

/// <param name="RepositoryName">With <c>*</c> for any run of characters.</param>
/// <param name="Tags">All of which a repository must have.</param>
internal sealed record SearchRepositoriesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId,
    [Length(1, 256)] string? RepositoryName,
    [Items(0, 50)] IReadOnlyList<TagShape>? Tags,
    string? NextToken,
    [Bounds(1, 1000)] int? MaxResults);

internal sealed record SearchRepositoriesResponse(IReadOnlyList<RepositoryShape> Repositories, string? NextToken);

/// <summary>
/// The repositories that the caller may describe, by the pattern of their name and by tags. One call looks at 10,000; a page
/// may hold fewer than were asked for, and still have a token. Ours: API_SearchRepositories.
/// </summary>
[Operation<SlipwayApi>(IsReadOnly = true)]
internal sealed class SearchRepositories(IRepositoryStore repositories, IAuthorizer authorizer, RegistryHost host, PageTokens pageTokens)
    : IOperation<SearchRepositoriesRequest, SearchRepositoriesResponse>
{
    private const int MostRows = 10_000, Window = 1000;

    public static Access Requires(SearchRepositoriesRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));

    public async ValueTask<SearchRepositoriesResponse> HandleAsync(SearchRepositoriesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var tags = request.Tags ?? [];
        var limit = request.MaxResults ?? EcrApi.DefaultPage;
        var listing = $"slipway:SearchRepositories {registry.Account} {registry.Region} {request.RepositoryName} {string.Join(' ', tags.Select(tag => $"{tag.Key}={tag.Value}"))}";
        RepositoryName? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) && RepositoryName.TryParse(position, out var name) ? name : throw EcrErrors.InvalidPageToken();

        List<RepositoryShape> found = [];
        for (var looked = 0; looked < MostRows; looked += Window)
        {
            var page = await repositories.ListAsync(registry, after, Window, ct);
            foreach (var repository in page.Items)
            {
                if (found.Count == limit) return new(found, pageTokens.Issue(listing, after!.Value.ToString()));
                after = repository.Name;
                if (Matches(repository, request.RepositoryName, tags) && await MaySeeAsync(caller, repository, ct)) found.Add(RepositoryShape.Of(repository, host));
            }

            if (!page.HasMore) return new(found, null);
        }

        return new(found, pageTokens.Issue(listing, after!.Value.ToString()));
    }

    private static bool Matches(Repository repository, string? pattern, IReadOnlyList<TagShape> tags) =>
        (pattern is null || Wildcard.Matches(pattern, repository.Name.ToString()))
        && tags.All(wanted => repository.Tags.Any(tag => tag.Key == wanted.Key && tag.Value == wanted.Value));

    private async ValueTask<bool> MaySeeAsync(Caller caller, Repository repository, CancellationToken ct) =>
        (await authorizer.DecideAsync(caller, Access.To("ecr:DescribeRepositories", EcrArns.Repository(repository.Registry, repository.Name)), ct)).IsAllowed;
}
