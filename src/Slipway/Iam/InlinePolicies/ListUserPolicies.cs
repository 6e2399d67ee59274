using Slipway.Identity;
using Slipway.Identity.Policies;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.InlinePolicies;

internal sealed record ListUserPoliciesRequest(
    IamName UserName,
    [Length(1, Paging.LongestMarker)] [Pattern(Paging.MarkerPattern)] string? Marker,
    [Bounds(1, Paging.MostItems)] int? MaxItems);

internal sealed record ListUserPoliciesResponse(IReadOnlyList<string> PolicyNames, bool IsTruncated, string? Marker);

/// <summary>A page of the names of a user's inline policies. AWS: API_ListUserPolicies.</summary>
[Operation<IamApi>]
internal sealed class ListUserPolicies(PolicyHolders holders, IInlinePolicyStore policies, Paging paging)
    : IOperation<ListUserPoliciesRequest, ListUserPoliciesResponse>
{
    public static Access Requires(ListUserPoliciesRequest request, Caller caller) => Access.On(IamArns.Of(caller, "user", request.UserName));

    public async ValueTask<ListUserPoliciesResponse> HandleAsync(ListUserPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var user = await holders.UserAsync(caller, request.UserName, ct);
        var asked = paging.Ask(caller, nameof(ListUserPolicies), request.Marker, request.MaxItems, user.Id);
        var page = await policies.ListNamesAsync(user.Id, asked.After ?? "", asked.Limit, ct);
        return new(page.Items, page.HasMore, asked.MarkerAfter(page, name => name));
    }
}
