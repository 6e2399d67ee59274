using Slipway.Identity.Roles;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Roles;

internal sealed record ListRolesRequest(
    [Length(1, 512)] [Pattern(Paging.PathPrefixPattern)] string? PathPrefix,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListRolesResponse(IReadOnlyList<RoleShape> Roles, bool IsTruncated, string? Marker);

/// <summary>A page of the account's roles, by name. AWS: API_ListRoles.</summary>
[Operation<IamApi>]
internal sealed class ListRoles(IRoleStore roles, TrustPolicies trustPolicies, Paging paging) : IOperation<ListRolesRequest, ListRolesResponse>
{
    public static Access Requires(ListRolesRequest request, Caller caller) => Access.On(IamArns.All(caller, "role"));

    public async ValueTask<ListRolesResponse> HandleAsync(ListRolesRequest request, Caller caller, CancellationToken ct)
    {
        var prefix = request.PathPrefix ?? "/";
        var asked = paging.Ask(caller, nameof(ListRoles), request.Marker, request.MaxItems, prefix);
        var page = await roles.ListAsync(caller.Account, prefix, asked.After, asked.Limit, ct);
        List<RoleShape> shapes = [];
        foreach (var role in page.Items) shapes.Add(RoleShape.Listed(role, await trustPolicies.ShowAsync(role, ct)));
        return new(shapes, page.HasMore, asked.MarkerAfter(page, role => role.Name));
    }
}
