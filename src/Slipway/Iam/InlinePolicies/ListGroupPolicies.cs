using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record ListGroupPoliciesRequest(
    IamName GroupName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListGroupPoliciesResponse(IReadOnlyList<string> PolicyNames, bool IsTruncated, string? Marker);

/// <summary>A page of the names of a group's inline policies. AWS: API_ListGroupPolicies.</summary>
[Operation<IamApi>]
internal sealed class ListGroupPolicies(PolicyHolders holders, IInlinePolicyStore policies, Paging paging)
    : IOperation<ListGroupPoliciesRequest, ListGroupPoliciesResponse>
{
    public static Access Requires(ListGroupPoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "group", request.GroupName));

    public async ValueTask<ListGroupPoliciesResponse> HandleAsync(ListGroupPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var group = await holders.GroupAsync(caller, request.GroupName, ct);
        var asked = paging.Ask(caller, nameof(ListGroupPolicies), request.Marker, request.MaxItems, group.Id);
        var page = await policies.ListNamesAsync(group.Id, asked.After ?? "", asked.Limit, ct);
        return new(page.Items, page.HasMore, asked.MarkerAfter(page, name => name));
    }
}
