using Slipway.Kernel;
using Slipway.Registry;
using Slipway.Registry.RecycleBin;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.RecycleBin;

internal sealed record ListRecycledImagesRequest(
    [Pattern(EcrApi.RegistryIdPattern)] string? RegistryId, RepositoryName RepositoryName, string? NextToken, [Bounds(1, 1000)] int? MaxResults);

internal sealed record ListRecycledImagesResponse(IReadOnlyList<RecycledImageShape> RecycledImages, string? NextToken);

/// <summary>The deleted images of a repository that can be restored, by digest. Ours: API_ListRecycledImages.</summary>
[Operation<SlipwayApi>]
internal sealed class ListRecycledImages(IRepositoryStore repositories, IRecycleBinStore store, PageTokens pageTokens)
    : IOperation<ListRecycledImagesRequest, ListRecycledImagesResponse>
{
    public static Access Requires(ListRecycledImagesRequest request, Caller caller) =>
        Access.On(EcrArns.Repository(caller, request.RegistryId, request.RepositoryName));

    public async ValueTask<ListRecycledImagesResponse> HandleAsync(ListRecycledImagesRequest request, Caller caller, CancellationToken ct)
    {
        var repository = await repositories.RequireAsync(caller, request.RegistryId, request.RepositoryName, ct);
        var listing = $"slipway:ListRecycledImages {repository.Id}";
        Digest? after = null;
        if (request.NextToken is { } token)
            after = pageTokens.TryRead(listing, token, out var position) ? Digest.Parse(position) : throw EcrErrors.InvalidPageToken();
        var page = await store.ListImagesAsync(repository.Id, after, request.MaxResults ?? EcrApi.DefaultPage, ct);
        return new([.. page.Items.Select(RecycledImageShape.Of)], page.HasMore ? pageTokens.Issue(listing, page.Items[^1].Digest.ToString()) : null);
    }
}
