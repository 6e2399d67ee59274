using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Identity.Users;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Groups;

internal sealed record ListGroupsForUserRequest(
    IamName UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListGroupsForUserResponse(IReadOnlyList<GroupShape> Groups, bool IsTruncated, string? Marker);

/// <summary>A page of the groups that a user is in, by name. AWS: API_ListGroupsForUser.</summary>
[Operation<IamApi>]
internal sealed class ListGroupsForUser(IUserStore users, IGroupStore groups, Paging paging)
    : IOperation<ListGroupsForUserRequest, ListGroupsForUserResponse>
{
    public static Access Requires(ListGroupsForUserRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<ListGroupsForUserResponse> HandleAsync(ListGroupsForUserRequest request, Caller caller, CancellationToken ct)
    {
        var user = await users.RequireAsync(caller, request.UserName, ct);
        var asked = paging.Ask(caller, nameof(ListGroupsForUser), request.Marker, request.MaxItems, user.Id);
        var page = await groups.ListOfUserAsync(user, asked.After, asked.Limit, ct);
        return new([.. page.Items.Select(GroupShape.Of)], page.HasMore, asked.MarkerAfter(page, group => group.Name));
    }
}
