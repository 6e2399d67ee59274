using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Tags;

internal sealed record ListResourceTagsRequest(
    [Length(1, 2048)] string KeyId, [Bounds(1, 1000)] int? Limit, [Length(1, 1024)] [Pattern(@"[\u0020-\u00FF]*")] string? Marker);

internal sealed record ListResourceTagsResponse(IReadOnlyList<KmsTag> Tags, string? NextMarker, bool Truncated);

/// <summary>The tags of a key. AWS: API_ListResourceTags.</summary>
[Operation<KmsApi>]
internal sealed class ListResourceTags(KeyFinder keys, KmsPages pages) : IOperation<ListResourceTagsRequest, ListResourceTagsResponse>
{
    private const int DefaultPage = 50;

    public static Access Requires(ListResourceTagsRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<ListResourceTagsResponse> HandleAsync(ListResourceTagsRequest request, Caller caller, CancellationToken ct)
    {
        var key = await keys.RequireAsync(caller, request.KeyId, ct);
        var listing = $"ListResourceTags {key.Arn}";
        var after = pages.Read(listing, caller, request.Marker);
        var rest = KmsTag.Of(key.Tags).Where(tag => after is null || string.CompareOrdinal(tag.TagKey, after) > 0).ToList();
        var limit = request.Limit ?? DefaultPage;
        var page = new Kernel.Page<KmsTag>([.. rest.Take(limit)], rest.Count > limit);
        return new(page.Items, pages.Issue(listing, caller, page, tag => tag.TagKey), page.HasMore);
    }
}
