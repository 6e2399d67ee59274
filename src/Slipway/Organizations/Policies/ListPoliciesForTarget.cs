using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record ListPoliciesForTargetRequest(
    [Length(0, 100)] [Pattern(Patterns.Target)] string TargetId,
    PolicyType Filter,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListPoliciesForTargetResponse(IReadOnlyList<PolicySummaryShape> Policies, string? NextToken);

/// <summary>The policies that are attached directly to a root, unit or account. AWS: API_ListPoliciesForTarget.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListPoliciesForTarget(
    IOrganizationStore organizations, IServiceControlPolicyStore policies, IOrganizationTagStore resources, Paging paging)
    : IOperation<ListPoliciesForTargetRequest, ListPoliciesForTargetResponse>
{
    public static Access Requires(ListPoliciesForTargetRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.TargetId)).WithPolicyType(request.Filter);

    public async ValueTask<ListPoliciesForTargetResponse> HandleAsync(ListPoliciesForTargetRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        if (await resources.FindAsync(organization.Id, request.TargetId, ct) is null) throw OrganizationsErrors.TargetNotFound();
        if (request.Filter is not PolicyType.ServiceControlPolicy) return new([], NextToken: null);
        var page = paging.Ask(caller, nameof(ListPoliciesForTarget), request.NextToken, request.MaxResults, request.TargetId);
        var found = await policies.ListOfTargetAsync(organization.Id, request.TargetId, page.After, page.Limit, ct);
        return new([.. found.Items.Select(policy => PolicySummaryShape.Of(policy, organization))], page.TokenAfter(found, item => item.Id));
    }
}
