using Slipway.Registry;
using Slipway.Wire;

namespace Slipway.Ecr.Tags;

internal sealed record ListTagsForResourceRequest(string ResourceArn);

internal sealed record ListTagsForResourceResponse(IReadOnlyList<TagShape> Tags);

/// <summary>The tags of a repository, in order of their keys. AWS: API_ListTagsForResource.</summary>
[Operation<EcrApi>]
internal sealed class ListTagsForResource(IRepositoryStore repositories) : IOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>
{
    public static Access Requires(ListTagsForResourceRequest request, Caller caller) => Access.On(request.ResourceArn);

    public async ValueTask<ListTagsForResourceResponse> HandleAsync(ListTagsForResourceRequest request, Caller caller, CancellationToken ct)
    {
        var (registry, name) = TaggedRepository.Of(request.ResourceArn, caller);
        var repository = await repositories.FindAsync(registry, name, ct) ?? throw EcrErrors.RepositoryNotFound(registry, name);
        return new(TagShape.Of(repository.Tags));
    }
}
