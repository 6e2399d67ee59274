using Slipway.Identity.Groups;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Groups;

internal sealed record ListGroupsRequest(
    [Length(1, 512)] [Pattern(Paging.PathPrefixPattern)] string? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListGroupsResponse(IReadOnlyList<GroupShape> Groups, bool IsTruncated, string? Marker);

/// <summary>A page of the account's groups, by name. AWS: API_ListGroups.</summary>
[Operation<IamApi>]
internal sealed class ListGroups(IGroupStore groups, Paging paging) : IOperation<ListGroupsRequest, ListGroupsResponse>
{
    public static Access Requires(ListGroupsRequest request, Caller caller) => Access.On(IamArns.All(caller, "group"));

    public async ValueTask<ListGroupsResponse> HandleAsync(ListGroupsRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.PathPrefix ?? "/";
        var asked = paging.Ask(caller, nameof(ListGroups), request.Marker, request.MaxItems, prefix);
        var page = await groups.ListAsync(caller.Account, prefix, asked.After, asked.Limit, ct);
        return new([.. page.Items.Select(GroupShape.Of)], page.HasMore, asked.MarkerAfter(page, group => group.Name));
    }
}
