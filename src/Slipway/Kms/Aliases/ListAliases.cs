using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Aliases;

internal sealed record ListAliasesRequest(
    [Length(1, 2048)] string? KeyId, [Bounds(1, 1000)] int? Limit, [Length(1, 1024)] [Pattern(@"[\u0020-\u00FF]*")] string? Marker);

internal sealed record ListAliasesResponse(IReadOnlyList<AliasListEntry> Aliases, string? NextMarker, bool Truncated);

internal sealed record AliasListEntry(string AliasName, string AliasArn, string TargetKeyId, DateTimeOffset CreationDate, DateTimeOffset LastUpdatedDate);

/// <summary>The aliases of the account in the region, or of one key. AWS: API_ListAliases.</summary>
// Departs: aliases for keys that AWS manages are listed once there is such a key; AWS lists them before.
[Operation<KmsApi>]
internal sealed class ListAliases(IKeyStore keys, KeyFinder finder, KmsPages pages) : IOperation<ListAliasesRequest, ListAliasesResponse>
{
    public static Access Requires(ListAliasesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListAliasesResponse> HandleAsync(ListAliasesRequest request, Caller caller, CancellationToken ct)
    {
        var key = request.KeyId is { } id ? await finder.RequireAsync(caller, id, ct) : null;
        // Which aliases another account has is nobody else's business.
        if (key is not null && (key.Account != caller.Account || key.Region != caller.Region)) throw KmsErrors.InvalidKeyId(request.KeyId!);
        var listing = $"ListAliases {key?.KeyId}";
        var page = await keys.ListAliasesAsync(caller.Account, caller.Region, key?.KeyId, pages.Read(listing, caller, request.Marker), request.Limit ?? KmsPages.DefaultPage, ct);
        return new(
            [.. page.Items.Select(alias => new AliasListEntry(alias.Name, alias.Arn, alias.KeyId, alias.CreatedAt, alias.UpdatedAt))],
            pages.Issue(listing, caller, page, alias => alias.Name),
            page.HasMore);
    }
}
