using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Tags;

internal sealed record UntagResourceRequest([Wire("ResourceARN")] [Length(1, 1600)] string ResourceArn, [Length(1, 128)] IReadOnlyList<string> TagKeys);

internal sealed record UntagResourceResponse;

/// <summary>Removes tags from a rule or event bus; keys that are not there are passed over. AWS: API_UntagResource.</summary>
[Operation<EventsApi>]
internal sealed class UntagResource(TaggedResource tagged) : IOperation<UntagResourceRequest, UntagResourceResponse>
{
    public static Access Requires(UntagResourceRequest request, Caller caller) => Access.On(request.ResourceArn).WithTagKeys(request.TagKeys);

    public async ValueTask<UntagResourceResponse> HandleAsync(UntagResourceRequest request, Caller caller, CancellationToken ct)
    {
        await tagged.ChangeAsync(request.ResourceArn, caller, tags => tags.Without(request.TagKeys), ct);
        return new();
    }
}
