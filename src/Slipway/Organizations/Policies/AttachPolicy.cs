using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record AttachPolicyRequest(
    [Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId,
    [Length(0, 100)] [Pattern(Patterns.Target)] string TargetId);

/// <summary>Binds a root, unit or account by a policy from the next request on, at most five each. AWS: API_AttachPolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class AttachPolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies) : IOperation<AttachPolicyRequest, Nothing>
{
    public static Access Requires(AttachPolicyRequest request, Caller caller) => Access
        .On(OrganizationsArns.Of(caller, request.PolicyId))
        .Also("organizations:AttachPolicy", OrganizationsArns.Of(caller, request.TargetId))
        .WithPolicyType(PolicyType.ServiceControlPolicy);

    public async ValueTask<Nothing> HandleAsync(AttachPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        return await policies.AttachAsync(organization.Id, request.PolicyId, request.TargetId, ct) switch
        {
            PolicyChange.NotFound => throw OrganizationsErrors.PolicyNotFound(),
            PolicyChange.TargetNotFound => throw OrganizationsErrors.TargetNotFound(),
            PolicyChange.NotInForce => throw OrganizationsErrors.PolicyTypeNotEnabled(),
            PolicyChange.Attached => throw OrganizationsErrors.DuplicatePolicyAttachment(),
            PolicyChange.TooMany => throw OrganizationsErrors.TooManyAttached(),
            _ => Nothing.Instance,
        };
    }
}
