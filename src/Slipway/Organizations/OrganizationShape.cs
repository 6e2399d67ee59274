using Slipway.Identity.Organizations;

namespace Slipway.Organizations;

/// <summary>OrganizationFeatureSet of the model.</summary>
internal enum FeatureSet
{
    All,
    ConsolidatedBilling,
}

/// <summary>An organization as clients see it (API_Organization).</summary>
internal sealed record OrganizationShape(
    string Id,
    string Arn,
    FeatureSet FeatureSet,
    string MasterAccountArn,
    string MasterAccountId,
    string MasterAccountEmail,
    IReadOnlyList<PolicyTypeSummary> AvailablePolicyTypes)
{
    public static OrganizationShape Of(Organization organization) => new(
        organization.Id,
        organization.Arn,
        FeatureSet.All,
        organization.AccountArn(organization.ManagementAccount),
        organization.ManagementAccount,
        organization.Email,
        // AWS says it so whether the root has them enabled or not.
        [PolicyTypeSummary.Enabled]);
}
