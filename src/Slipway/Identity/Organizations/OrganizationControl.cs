using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Grants;

namespace Slipway.Identity.Organizations;

/// <summary>What the organization says of an account, for whoever decides about its principals.</summary>
internal sealed class OrganizationControl(IOrganizationStore organizations, IServiceControlPolicyStore policies) : IServiceControl
{
    public async ValueTask<IReadOnlyList<IReadOnlyList<GrantedPolicy>>> PoliciesOfAsync(string account, CancellationToken ct) =>
        [.. (await policies.ServiceControlPoliciesOfAsync(account, ct)).Select(level => level.Select(Granted).ToList())];

    public async ValueTask<bool> IsSuspendedAsync(string account, CancellationToken ct) =>
        await organizations.FindAccountAsync(account, ct) is { IsSuspended: true };

    private static GrantedPolicy Granted(ServiceControlPolicy policy) => new(policy.Id, null, PolicySourceType.None, policy.Content);
}
