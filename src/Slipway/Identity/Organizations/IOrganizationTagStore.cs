using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>
/// The tags of roots, units, accounts and policies. Each method is one transaction; what returned is durable. Must pass
/// OrganizationStoresContract.
/// </summary>
internal interface IOrganizationTagStore
{
    /// <returns>null when the organization has no such resource.</returns>
    ValueTask<TagSet?> FindAsync(string organizationId, string resourceId, CancellationToken ct);

    /// <param name="change">What it throws undoes the change.</param>
    /// <returns>false when the organization has no such resource.</returns>
    ValueTask<bool> ChangeAsync(string organizationId, string resourceId, Func<TagSet, TagSet> change, CancellationToken ct);
}
