using Slipway.Iam.PolicyEngine;
using Slipway.Identity.Organizations;

namespace Slipway.Identity.Grants;

/// <summary>What the organization says of an account and its principals.</summary>
internal sealed class ServiceControl(IOrganizationStore organizations, IServiceControlPolicyStore policies)
{
    /// <summary>The service control policies that bind an account, by level from the root down; none for the management account.</summary>
    public async ValueTask<IReadOnlyList<IReadOnlyList<GrantedPolicy>>> PoliciesOfAsync(string account, CancellationToken ct)
    {
        if (await organizations.FindAsync(account, ct) is not { } organization) return [];
        var levels = await policies.ServiceControlPoliciesOfAsync(account, ct);
        return
        [
            .. levels.Select(level => level
                .Select(policy => new GrantedPolicy(policy.Name, organization.PolicyArn(policy), PolicySourceType.None, policy.Content, null))
                .ToList()),
        ];
    }

    /// <returns>null for an account that is in no organization.</returns>
    public ValueTask<OrganizationAccount?> FindAsync(string account, CancellationToken ct) => organizations.FindAccountAsync(account, ct);
}
