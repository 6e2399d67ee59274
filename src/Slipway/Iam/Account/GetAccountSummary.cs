using Slipway.Identity;
using Slipway.Identity.Reports;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Iam.Account;

internal sealed record GetAccountSummaryRequest;

internal sealed record GetAccountSummaryResponse(IReadOnlyDictionary<string, int> SummaryMap);

/// <summary>What there is in the account, and how much there may be. AWS: API_GetAccountSummary.</summary>
[Operation<IamApi>]
internal sealed class GetAccountSummary(IAccountSummaryStore summaries) : IOperation<GetAccountSummaryRequest, GetAccountSummaryResponse>
{
    public static Access Requires(GetAccountSummaryRequest request, Caller caller) => Access.On("*");

    public async ValueTask<GetAccountSummaryResponse> HandleAsync(GetAccountSummaryRequest request, Caller caller, CancellationToken ct)
    {
        var counts = await summaries.CountAsync(caller.Account, ct);
        return new(new Dictionary<string, int>
        {
            ["Users"] = counts.Users,
            ["UsersQuota"] = IamQuotas.UsersPerAccount,
            ["Groups"] = counts.Groups,
            ["GroupsQuota"] = IamQuotas.GroupsPerAccount,
            ["Roles"] = counts.Roles,
            ["RolesQuota"] = IamQuotas.RolesPerAccount,
            ["Policies"] = counts.Policies,
            ["PoliciesQuota"] = IamQuotas.PoliciesPerAccount,
            ["PolicyVersionsInUse"] = counts.PolicyVersions,
            ["PolicyVersionsInUseQuota"] = IamQuotas.PolicyVersionsInUse,
            ["VersionsPerPolicyQuota"] = IamQuotas.VersionsPerPolicy,
            ["InstanceProfiles"] = counts.InstanceProfiles,
            ["InstanceProfilesQuota"] = IamQuotas.InstanceProfilesPerAccount,
            ["Providers"] = counts.Providers,
            ["MFADevices"] = counts.MfaDevices,
            ["MFADevicesInUse"] = counts.AssignedMfaDevices,
            ["AccessKeysPerUserQuota"] = IamQuotas.AccessKeysPerUser,
            ["GroupsPerUserQuota"] = IamQuotas.GroupsPerUser,
            ["AttachedPoliciesPerUserQuota"] = IamQuotas.PoliciesPerUser,
            ["AttachedPoliciesPerGroupQuota"] = IamQuotas.PoliciesPerGroup,
            ["AttachedPoliciesPerRoleQuota"] = IamQuotas.PoliciesPerRole,
            ["PolicySizeQuota"] = IamQuotas.PolicySize,
            ["UserPolicySizeQuota"] = IamQuotas.InlineSizePerUser,
            ["GroupPolicySizeQuota"] = IamQuotas.InlineSizePerGroup,
            ["RolePolicySizeQuota"] = IamQuotas.InlineSizePerRole,
            ["AssumeRolePolicySizeQuota"] = IamQuotas.TrustPolicySize,
            ["GlobalEndpointTokenVersion"] = 2,
            // The root user has no credentials here, and nobody has certificates.
            ["AccountMFAEnabled"] = 0,
            ["AccountAccessKeysPresent"] = 0,
            ["AccountPasswordPresent"] = 0,
            ["AccountSigningCertificatesPresent"] = 0,
            ["ServerCertificates"] = 0,
            ["ServerCertificatesQuota"] = 20,
            ["SigningCertificatesPerUserQuota"] = 2,
        });
    }
}
