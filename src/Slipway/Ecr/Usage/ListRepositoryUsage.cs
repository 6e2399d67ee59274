using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.Usage;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Usage;

internal sealed record ListRepositoryUsageRequest([Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, string? NextToken, [Bounds(1, 100)] int? MaxResults);

internal sealed record ListRepositoryUsageResponse(IReadOnlyList<RepositoryUsageShape> RepositoryUsage, string? NextToken);

/// <summary>Says what each repository holds, by name. Ours: API_ListRepositoryUsage.</summary>
[Operation<SlipwayApi>]
internal sealed class ListRepositoryUsage(IRepositoryStore repositories, IRepositoryUsageStore usages, PageTokens pageTokens)
    : IOperation<ListRepositoryUsageRequest, ListRepositoryUsageResponse>
{
    // Each costs what it has of images.
    private const int DefaultPage = 20;

    public static Access Requires(ListRepositoryUsageRequest request, Caller caller) => Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));

    public async ValueTask<ListRepositoryUsageResponse> HandleAsync(ListRepositoryUsageRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var listing = $"slipway:ListRepositoryUsage {registry.Account} {registry.Region}";
        RepositoryName? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) && RepositoryName.TryParse(position, out var name) ? name : throw EcrErrors.InvalidPageToken();

        var page = await repositories.ListAsync(registry, after, request.MaxResults ?? DefaultPage, ct);
        List<RepositoryUsageShape> found = [];
        foreach (var repository in page.Items)
            if (await usages.FindAsync(repository.Id, ct) is { } usage) found.Add(RepositoryUsageShape.Of(repository, usage));
        return new(found, page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Name.ToString()) : null);
    }
}
