using Slipway.Identity.Organizations;
using Slipway.Wire;

namespace Slipway.Organizations;

/// <summary>The first step of nearly every operation: the organization that the caller's account manages.</summary>
internal static class ManagedOrganization
{
    /// <exception cref="AwsError">The caller's account is in no organization, or a member only.</exception>
    public static async ValueTask<Organization> RequireManagedAsync(this IOrganizationStore organizations, Caller caller, CancellationToken ct)
    {
        var organization = await organizations.FindAsync(caller.Account, ct) ?? throw OrganizationsErrors.NotInUse();
        return organization.ManagementAccount == caller.Account ? organization : throw OrganizationsErrors.AccessDenied();
    }

    /// <summary>An account of this organization.</summary>
    /// <exception cref="AwsError">AccountNotFoundException</exception>
    public static async ValueTask<OrganizationAccount> RequireAccountAsync(
        this IOrganizationStore organizations, Organization organization, string id, CancellationToken ct) =>
        await organizations.FindAccountAsync(id, ct) is { } account && account.OrganizationId == organization.Id
            ? account
            : throw OrganizationsErrors.AccountNotFound();
}
