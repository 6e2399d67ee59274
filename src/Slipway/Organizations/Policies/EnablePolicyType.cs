using Slipway.Identity.Organizations;
using Slipway.Organizations.Units;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record EnablePolicyTypeRequest([Length(0, 34)] [Pattern(Patterns.Root)] string RootId, PolicyType PolicyType);

internal sealed record EnablePolicyTypeResponse(RootShape Root);

/// <summary>Puts service control policies in force again, with FullAWSAccess attached to everything. AWS: API_EnablePolicyType.</summary>
[Operation<OrganizationsApi>]
internal sealed class EnablePolicyType(IOrganizationStore organizations, IOrganizationalUnitStore units, IServiceControlPolicyStore policies)
    : IOperation<EnablePolicyTypeRequest, EnablePolicyTypeResponse>
{
    public static Access Requires(EnablePolicyTypeRequest request, Caller caller) =>
        Access.On(OrganizationsArns.Of(caller, request.RootId)).WithPolicyType(request.PolicyType);

    public async ValueTask<EnablePolicyTypeResponse> HandleAsync(EnablePolicyTypeRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        PolicyTypes.RequireServiceControl(request.PolicyType);
        var root = await units.FindAsync(organization.Id, request.RootId, ct) ?? throw OrganizationsErrors.RootNotFound();
        return await policies.SetForceAsync(organization.Id, isInForce: true, ct)
            ? new(RootShape.Of(root with { HasServiceControl = true }, organization))
            : throw OrganizationsErrors.PolicyTypeAlreadyEnabled();
    }
}
