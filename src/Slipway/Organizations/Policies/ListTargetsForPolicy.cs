using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record ListTargetsForPolicyRequest(
    [Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId,
    [Length(0, Patterns.LongestToken)] [Pattern(Patterns.NextToken)] string? NextToken,
    [Bounds(1, Patterns.MostResults)] int? MaxResults);

internal sealed record ListTargetsForPolicyResponse(IReadOnlyList<PolicyTargetShape> Targets, string? NextToken);

/// <summary>A root, unit or account that a policy is attached to (API_PolicyTargetSummary).</summary>
internal sealed record PolicyTargetShape(string TargetId, string Arn, string Name, TargetType Type)
{
    public static PolicyTargetShape Of(PolicyTarget target, Organization organization) =>
        OrganizationIds.IsAccount(target.Id)
            ? new(target.Id, organization.AccountArn(target.Id), target.Name, TargetType.Account)
            : new(target.Id, organization.UnitArn(target.Id), target.Name, OrganizationIds.IsRoot(target.Id) ? TargetType.Root : TargetType.OrganizationalUnit);
}

internal enum TargetType
{
    Account,
    OrganizationalUnit,
    Root,
}

/// <summary>Everything that a policy is attached to. AWS: API_ListTargetsForPolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class ListTargetsForPolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies, Paging paging)
    : IOperation<ListTargetsForPolicyRequest, ListTargetsForPolicyResponse>
{
    public static Access Requires(ListTargetsForPolicyRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.PolicyId));

    public async ValueTask<ListTargetsForPolicyResponse> HandleAsync(ListTargetsForPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var policy = await policies.FindAsync(organization.Id, request.PolicyId, ct) ?? throw OrganizationsErrors.PolicyNotFound();
        var page = paging.Ask(caller, nameof(ListTargetsForPolicy), request.NextToken, request.MaxResults, policy.Id);
        var found = await policies.ListTargetsAsync(organization.Id, policy.Id, page.After, page.Limit, ct);
        return new([.. found.Items.Select(target => PolicyTargetShape.Of(target, organization))], page.TokenAfter(found, item => item.Id));
    }
}
