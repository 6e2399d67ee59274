using Slipway.Identity.Organizations;
using Slipway.Organizations.Units;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record DisablePolicyTypeRequest([Length(0, 34)] [Pattern(Patterns.Root)] string RootId, PolicyType PolicyType);

internal sealed record DisablePolicyTypeResponse(RootShape Root);

/// <summary>Ends the force of all service control policies and detaches them for good. AWS: API_DisablePolicyType.</summary>
[Operation<OrganizationsApi>]
internal sealed class DisablePolicyType(IOrganizationStore organizations, IOrganizationalUnitStore units, IServiceControlPolicyStore policies)
    : IOperation<DisablePolicyTypeRequest, DisablePolicyTypeResponse>
{
    public static Access Requires(DisablePolicyTypeRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.RootId)).WithPolicyType(request.PolicyType);

    public async ValueTask<DisablePolicyTypeResponse> HandleAsync(DisablePolicyTypeRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        var root = await units.FindAsync(organization.Id, request.RootId, ct) ?? throw OrganizationsErrors.RootNotFound();
        return request.PolicyType is PolicyType.ServiceControlPolicy && await policies.SetForceAsync(organization.Id, isInForce: false, ct)
            ? new(RootShape.Of(root with { HasServiceControl = false }, organization))
            : throw OrganizationsErrors.PolicyTypeNotEnabled();
    }
}
