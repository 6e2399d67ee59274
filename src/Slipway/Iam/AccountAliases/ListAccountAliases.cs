using Slipway.Identity.Accounts;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccountAliases;

internal sealed record ListAccountAliasesRequest(
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListAccountAliasesResponse(IReadOnlyList<string> AccountAliases, bool IsTruncated, string? Marker);

/// <summary>The account's name to sign in by: none, or one. AWS: API_ListAccountAliases.</summary>
[Operation<IamApi>]
internal sealed class ListAccountAliases(IAccountAliasStore aliases, Paging paging) : IOperation<ListAccountAliasesRequest, ListAccountAliasesResponse>
{
    public static Access Requires(ListAccountAliasesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListAccountAliasesResponse> HandleAsync(ListAccountAliasesRequest request, Caller caller, CancellationToken ct)
    {
        // There is no second page, so no marker is ever right; asking says so.
        _ = paging.Ask(caller, nameof(ListAccountAliases), request.Marker, request.MaxItems);
        return new(await aliases.FindAsync(caller.Account, ct) is { } alias ? [alias] : [], IsTruncated: false, Marker: null);
    }
}
