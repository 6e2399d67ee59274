using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Tags;

internal sealed record TagResourceRequest([Wire("ResourceARN")] [Length(1, 1600)] string ResourceArn, IReadOnlyList<TagShape> Tags);

internal sealed record TagResourceResponse;

/// <summary>Adds tags to a rule or event bus, or puts them in the place of those with the same keys. AWS: API_TagResource.</summary>
[Operation<EventsApi>]
internal sealed class TagResource(TaggedResource tagged) : IOperation<TagResourceRequest, TagResourceResponse>
{
    public static Access Requires(TagResourceRequest request, Caller caller) => Access.On(request.ResourceArn).WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<TagResourceResponse> HandleAsync(TagResourceRequest request, Caller caller, CancellationToken ct)
    {
        var added = TagShape.ToSet(request.Tags);
        await tagged.ChangeAsync(request.ResourceArn, caller, tags => TagShape.Checked(tags.Merge(added)), ct);
        return new();
    }
}
