using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record ListPoliciesRequest(
    PolicyType Filter,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListPoliciesResponse(IReadOnlyList<PolicySummaryShape> Policies, string? NextToken);

/// <summary>The policies of a type; there are none but service control policies. AWS: API_ListPolicies.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListPolicies(IOrganizationStore organizations, IServiceControlPolicyStore policies, Paging paging)
    : IOperation<ListPoliciesRequest, ListPoliciesResponse>
{
    public static Access Requires(ListPoliciesRequest request, Caller caller) => Access.On("*").WithPolicyType(request.Filter);

    public async ValueTask<ListPoliciesResponse> HandleAsync(ListPoliciesRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        if (request.Filter is not PolicyType.ServiceControlPolicy) return new([], NextToken: null);
        var page = paging.Ask(caller, nameof(ListPolicies), request.NextToken, request.MaxResults);
        var found = await policies.ListAsync(organization.Id, page.After, page.Limit, ct);
        return new([.. found.Items.Select(policy => PolicySummaryShape.Of(policy, organization))], page.TokenAfter(found, item => item.Id));
    }
}
