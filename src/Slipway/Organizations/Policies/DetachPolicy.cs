using Slipway.Identity.Organizations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Organizations.Policies;

internal sealed record DetachPolicyRequest(
    [Length(0, 130)] [Pattern(Patterns.Policy)] string PolicyId,
    [Length(0, 100)] [Pattern(Patterns.Target)] string TargetId);

/// <summary>Takes a policy off a root, unit or account, which keeps at least one. AWS: API_DetachPolicy.</summary>
[Operation<OrganizationsApi>]
internal sealed class DetachPolicy(IOrganizationStore organizations, IServiceControlPolicyStore policies) : IOperation<DetachPolicyRequest, Nothing>
{
    public static Access Requires(DetachPolicyRequest request, Caller caller) => Access
        .On(OrganizationsArns.Of(caller, request.PolicyId))
        .Also("organizations:DetachPolicy", OrganizationsArns.Of(caller, request.TargetId))
        .WithPolicyType(PolicyType.ServiceControlPolicy);

    public async ValueTask<Nothing> HandleAsync(DetachPolicyRequest request, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.RequireManagedAsync(caller, ct);
        return await policies.DetachAsync(organization.Id, request.PolicyId, request.TargetId, ct) switch
        {
            PolicyChange.NotFound => throw OrganizationsErrors.PolicyNotFound(),
            PolicyChange.TargetNotFound => throw OrganizationsErrors.TargetNotFound(),
            PolicyChange.NotInForce or PolicyChange.NotAttached => throw OrganizationsErrors.PolicyNotAttached(),
            PolicyChange.LastOne => throw OrganizationsErrors.LastAttached(),
            _ => Nothing.Instance,
        };
    }
}
