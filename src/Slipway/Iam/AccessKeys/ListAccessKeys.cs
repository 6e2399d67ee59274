using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.AccessKeys;

internal sealed record ListAccessKeysRequest(
    IamName? UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListAccessKeysResponse(IReadOnlyList<AccessKeyMetadata> AccessKeyMetadata, bool IsTruncated, string? Marker);

/// <summary>A page of the keys of a user, or of the caller itself. AWS: API_ListAccessKeys.</summary>
[Operation<IamApi>]
internal sealed class ListAccessKeys(IUserStore users, IAccessKeyStore keys, Paging paging) : IOperation<ListAccessKeysRequest, ListAccessKeysResponse>
{
    public static Access Requires(ListAccessKeysRequest request, Caller caller) => Access.On(IamArns.User(caller, request.UserName));

    public async ValueTask<ListAccessKeysResponse> HandleAsync(ListAccessKeysRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var asked = paging.Ask(caller, nameof(ListAccessKeys), request.Marker, request.MaxItems, user.Id);
        var page = await keys.ListAsync(user.Id, asked.After is { } after ? KeyPlace.Parse(after) : null, asked.Limit, ct);
        return new([.. page.Items.Select(key => AccessKeys.AccessKeyMetadata.Of(user, key))], page.HasMore, asked.MarkerAfter(page, key => $"{KeyPlace.Of(key)}"));
    }
}
