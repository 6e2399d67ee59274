using Slipway.Iam.Users;
using Slipway.Identity;
using Slipway.Identity.Groups;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Groups;

internal sealed record GetGroupRequest(
    IamName GroupName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record GetGroupResponse(GroupShape Group, IReadOnlyList<UserShape> Users, bool IsTruncated, string? Marker);

/// <summary>A group, with a page of its users by name. AWS: API_GetGroup.</summary>
[Operation<IamApi>]
internal sealed class GetGroup(IGroupStore groups, Paging paging) : IOperation<GetGroupRequest, GetGroupResponse>
{
    public static Access Requires(GetGroupRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<GetGroupResponse> HandleAsync(GetGroupRequest request, Caller caller, CancellationToken ct)
    {
        var group = await groups.FindAsync(caller.Account, request.GroupName, ct) ?? throw IamErrors.NotFound("group", $"{request.GroupName}");
        var asked = paging.Ask(caller, nameof(GetGroup), request.Marker, request.MaxItems, group.Id);
        var page = await groups.ListUsersAsync(group, asked.After, asked.Limit, ct);
        return new(GroupShape.Of(group), [.. page.Items.Select(UserShape.Listed)], page.HasMore, asked.MarkerAfter(page, user => user.Name));
    }
}
