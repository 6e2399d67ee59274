using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record ListRolePoliciesRequest(
    [Length(1, 64)] IamName RoleName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListRolePoliciesResponse(IReadOnlyList<string> PolicyNames, bool IsTruncated, string? Marker);

/// <summary>A page of the names of a role's inline policies. AWS: API_ListRolePolicies.</summary>
[Operation<IamApi>]
internal sealed class ListRolePolicies(PolicyHolders holders, IInlinePolicyStore policies, Paging paging)
    : IOperation<ListRolePoliciesRequest, ListRolePoliciesResponse>
{
    public static Access Requires(ListRolePoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "role", request.RoleName));

    public async ValueTask<ListRolePoliciesResponse> HandleAsync(ListRolePoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var role = await holders.RoleAsync(caller, request.RoleName, ct);
        var asked = paging.Ask(caller, nameof(ListRolePolicies), request.Marker, request.MaxItems, role.Id);
        var page = await policies.ListNamesAsync(role.Id, asked.After ?? "", asked.Limit, ct);
        return new(page.Items, page.HasMore, asked.MarkerAfter(page, name => name));
    }
}
