using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record ListKeysRequest([Bounds(1, 1000)] int? Limit, [Length(1, 1024)] [Pattern(@"[\u0020-\u00FF]*")] string? Marker);

internal sealed record ListKeysResponse(IReadOnlyList<KeyListEntry> Keys, string? NextMarker, bool Truncated);

internal sealed record KeyListEntry(string KeyId, string KeyArn);

/// <summary>The keys of the account in the region. AWS: API_ListKeys.</summary>
[Operation<KmsApi>]
internal sealed class ListKeys(IKeyStore keys, KmsPages pages) : IOperation<ListKeysRequest, ListKeysResponse>
{
    public static Access Requires(ListKeysRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListKeysResponse> HandleAsync(ListKeysRequest request, Caller caller, CancellationToken ct)
    {
        var after = pages.Read("ListKeys", caller, request.Marker);
        var page = await keys.ListAsync(caller.Account, caller.Region, after, request.Limit ?? KmsPages.DefaultPage, ct);
        return new(
            [.. page.Items.Select(key => new KeyListEntry(key.KeyId, key.Arn))],
            pages.Issue("ListKeys", caller, page, key => key.KeyId),
            page.HasMore);
    }
}
