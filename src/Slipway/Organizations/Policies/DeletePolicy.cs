using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record DeletePolicyRequest([Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId);

/// <summary>Removes a policy that is attached to nothing. AWS: API_DeletePolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class DeletePolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies) : IOperation<DeletePolicyRequest, Nothing>
{
    public static Access Requires(DeletePolicyRequest request, Caller caller) => Access.On(OrganizationsArns.Of(caller, request.PolicyId));

    public async ValueTask<Nothing> HandleAsync(DeletePolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        if (request.PolicyId == ServiceControlPolicy.FullAwsAccessId) throw OrganizationsErrors.ImmutablePolicy();
        return await policies.RemoveAsync(organization.Id, request.PolicyId, ct) switch
        {
            PolicyChange.NotFound => throw OrganizationsErrors.PolicyNotFound(),
            PolicyChange.InUse => throw OrganizationsErrors.PolicyInUse(),
            _ => Nothing.Instance,
        };
    }
}
