using Slipway.Kernel;

namespace Slipway.Identity.Policies;

/// <summary>
/// The versions of customers' managed policies. Each method is one transaction; what returned is durable, and counts in the
/// next decision. Must pass PolicyVersionStoreContract.
/// </summary>
internal interface IPolicyVersionStore
{
    /// <returns>null when there is no such policy or no such version.</returns>
    ValueTask<PolicyVersion?> FindAsync(string arn, long number, CancellationToken ct);

    /// <summary>The latest first.</summary>
    /// <param name="before">The number that the page begins below; <see cref="long.MaxValue"/> for the first page.</param>
    ValueTask<Page<PolicyVersion>> ListAsync(string arn, long before, int limit, CancellationToken ct);

    /// <summary>Adds a version under the next number that the policy never had.</summary>
    /// <param name="isDefault">It comes into force at once.</param>
    /// <param name="most">How many versions a policy may have.</param>
    ValueTask<VersionAddition> AddAsync(string arn, string document, bool isDefault, int most, DateTimeOffset at, CancellationToken ct);

    /// <returns>false when there is no such policy or no such version.</returns>
    ValueTask<bool> SetDefaultAsync(string arn, long number, CancellationToken ct);

    ValueTask<VersionDeletion> DeleteAsync(string arn, long number, CancellationToken ct);
}

/// <param name="IsFound">There is such a policy.</param>
/// <param name="Version">null when it has as many as it may have.</param>
internal readonly record struct VersionAddition(bool IsFound, PolicyVersion? Version);

internal enum VersionDeletion
{
    Deleted,
    NotFound,
    IsDefault,
}
