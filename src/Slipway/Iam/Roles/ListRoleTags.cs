using Slipway.Identity;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record ListRoleTagsRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListRoleTagsResponse(IReadOnlyList<TagShape> Tags, bool IsTruncated, string? Marker);

/// <summary>A page of a role's tags, by key. AWS: API_ListRoleTags.</summary>
[Operation<IamApi>]
internal sealed class ListRoleTags(IRoleStore roles, Paging paging) : IOperation<ListRoleTagsRequest, ListRoleTagsResponse>
{
    public static Access Requires(ListRoleTagsRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<ListRoleTagsResponse> HandleAsync(ListRoleTagsRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireAsync(caller, request.RoleName, ct);
        var page = TagPage.Of(role.Tags, paging.Ask(caller, nameof(ListRoleTags), request.Marker, request.MaxItems, role.Id));
        return new(page.Tags, page.IsTruncated, page.Marker);
    }
}
