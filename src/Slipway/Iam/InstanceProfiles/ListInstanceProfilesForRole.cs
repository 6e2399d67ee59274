using Slipway.Iam.Roles;
using Slipway.Identity;
using Slipway.Identity.InstanceProfiles;
using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InstanceProfiles;

internal sealed record ListInstanceProfilesForRoleRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListInstanceProfilesForRoleResponse(IReadOnlyList<InstanceProfileShape> InstanceProfiles, bool IsTruncated, string? Marker);

/// <summary>A page of the instance profiles that hold a role, by name. AWS: API_ListInstanceProfilesForRole.</summary>
[Operation<IamApi>]
internal sealed class ListInstanceProfilesForRole(IRoleStore roles, IInstanceProfileStore profiles, InstanceProfileShapes shapes, Paging paging)
    : IOperation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse>
{
    public static Access Requires(ListInstanceProfilesForRoleRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<ListInstanceProfilesForRoleResponse> HandleAsync(ListInstanceProfilesForRoleRequest request, Caller caller, CancellationToken ct)
    {
        var role = await roles.RequireAsync(caller, request.RoleName, ct);
        var asked = paging.Ask(caller, nameof(ListInstanceProfilesForRole), request.Marker, request.MaxItems, role.Id);
        var page = await profiles.ListOfRoleAsync(role.Id, asked.After, asked.Limit, ct);
        return new(await shapes.ListedAsync(page.Items, ct), page.HasMore, asked.MarkerAfter(page, profile => profile.Name));
    }
}
