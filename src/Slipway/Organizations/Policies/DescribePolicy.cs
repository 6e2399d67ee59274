using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record DescribePolicyRequest([Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId);

internal sealed record DescribePolicyResponse(PolicyShape Policy);

/// <summary>A policy with its document as it was given. AWS: API_DescribePolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class DescribePolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies)
    : IOperation<DescribePolicyRequest, DescribePolicyResponse>
{
    public static Access Requires(DescribePolicyRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.PolicyId));

    public async ValueTask<DescribePolicyResponse> HandleAsync(DescribePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var policy = await policies.FindAsync(organization.Id, request.PolicyId, ct) ?? throw OrganizationsErrors.PolicyNotFound();
        return new(PolicyShape.Of(policy, organization));
    }
}
