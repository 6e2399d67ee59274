using System.Globalization;
using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record ListRecycledRepositoriesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, string? NextToken, [Bounds(1, 1000)] int? MaxResults);

internal sealed record ListRecycledRepositoriesResponse(IReadOnlyList<RecycledRepositoryShape> RecycledRepositories, string? NextToken);

/// <summary>The deleted repositories of a registry that can be restored, by name. Ours: API_ListRecycledRepositories.</summary>
[Operation<SlipwayApi>]
internal sealed class ListRecycledRepositories(IRecycleBinStore store, PageTokens pageTokens)
    : IOperation<ListRecycledRepositoriesRequest, ListRecycledRepositoriesResponse>
{
    public static Access Requires(ListRecycledRepositoriesRequest request, Caller caller) =>
        Access.On(EcrArns.AnyRepository(EcrApi.ScopeOf(caller, request.RegistryId)));

    public async ValueTask<ListRecycledRepositoriesResponse> HandleAsync(ListRecycledRepositoriesRequest request, Caller caller, CancellationToken ct)
    {
        var registry = EcrApi.ScopeOf(caller, request.RegistryId);
        var listing = $"slipway:ListRecycledRepositories {registry.Account} {registry.Region}";
        var after = request.NextToken is { } token ? Position(listing, registry, token) : null;
        var page = await store.ListRepositoriesAsync(registry, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new(
            [.. page.Items.Select(RecycledRepositoryShape.Of)],
            page.HasMore ? pageTokens.Issue(listing, string.Create(CultureInfo.InvariantCulture, $"{page.Items[^1].Name} {page.Items[^1].Id}")) : null);
    }

    /// <summary>A name, a space, and the number of the repository.</summary>
    private RecycledRepository Position(string listing, RegistryScope registry, string token)
    {
        if (!pageTokens.TryRead(listing, token, out var position)) throw EcrErrors.InvalidPageToken();
        var space = position.IndexOf(' ', StringComparison.Ordinal);
        return RepositoryName.TryParse(position[..space], out var name)
            ? new(long.Parse(position.AsSpan(space + 1), CultureInfo.InvariantCulture), registry, name, default, default, default)
            : throw EcrErrors.InvalidPageToken();
    }
}
