using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Tags;

internal sealed record ListTagsForResourceRequest([Wire("ResourceARN")] [Length(1, 1600)] string ResourceArn);

internal sealed record ListTagsForResourceResponse(IReadOnlyList<TagShape> Tags);

/// <summary>The tags of a rule or event bus, in the order of their keys. AWS: API_ListTagsForResource.</summary>
[Operation<EventsApi>]
internal sealed class ListTagsForResource(TaggedResource tagged) : IOperation<ListTagsForResourceRequest, ListTagsForResourceResponse>
{
    public static Access Requires(ListTagsForResourceRequest request, Caller caller) => Access.On(request.ResourceArn);

    public async ValueTask<ListTagsForResourceResponse> HandleAsync(ListTagsForResourceRequest request, Caller caller, CancellationToken ct) =>
        new(TagShape.Of(await tagged.FindAsync(request.ResourceArn, caller, ct)));
}
