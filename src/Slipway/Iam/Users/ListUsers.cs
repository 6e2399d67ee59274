using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Users;

internal sealed record ListUsersRequest(
    [Length(1, 512)] [Pattern(Paging.PathPrefixPattern)] string? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListUsersResponse(IReadOnlyList<UserShape> Users, bool IsTruncated, string? Marker);

/// <summary>A page of the account's users, by name. AWS: API_ListUsers.</summary>
[Operation<IamApi>]
internal sealed class ListUsers(IUserStore users, Paging paging) : IOperation<ListUsersRequest, ListUsersResponse>
{
    public static Access Requires(ListUsersRequest request, Caller caller) => Access.On(IamArns.All(caller, "user"));

    public async ValueTask<ListUsersResponse> HandleAsync(ListUsersRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.PathPrefix ?? "/";
        var asked = paging.Ask(caller, nameof(ListUsers), request.Marker, request.MaxItems, prefix);
        var page = await users.ListAsync(caller.Account, prefix, asked.After, asked.Limit, ct);
        return new([.. page.Items.Select(UserShape.Listed)], page.HasMore, asked.MarkerAfter(page, user => user.Name));
    }
}
