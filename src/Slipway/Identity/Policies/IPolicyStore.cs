using Slipway.Kernel;

namespace Slipway.Identity.Policies;

/// <summary>
/// Customers' managed policies; AWS's are <see cref="AwsManagedPolicies"/>. A policy is found by its exact ARN. Each method
/// is one transaction; what returned is durable. Must pass PolicyStoreContract.
/// </summary>
internal interface IPolicyStore
{
    ValueTask<CustomerPolicy?> FindAsync(string arn, CancellationToken ct);

    /// <summary>In the order of their names, without regard to case.</summary>
    /// <param name="after">The key of the name that the page begins behind; empty for the first page.</param>
    ValueTask<Page<CustomerPolicy>> ListAsync(string account, PolicyFilter filter, string after, int limit, CancellationToken ct);

    /// <param name="document">Of its first version.</param>
    /// <param name="most">How many policies the account may have.</param>
    ValueTask<PolicyAddition> AddAsync(CustomerPolicy policy, string document, int most, CancellationToken ct);

    /// <param name="change">Runs within the transaction; what it throws leaves everything as it is.</param>
    /// <returns>false when there is no such policy.</returns>
    ValueTask<bool> ChangeTagsAsync(string arn, Func<TagSet, TagSet> change, CancellationToken ct);

    /// <summary>Removes a policy that nobody uses, together with its only version.</summary>
    ValueTask<PolicyDeletion> DeleteAsync(string arn, CancellationToken ct);
}

internal enum PolicyAddition
{
    Added,
    NameTaken,
    QuotaExceeded,
}

internal enum PolicyDeletion
{
    Deleted,
    NotFound,

    /// <summary>To a user, group or role, or as a permissions boundary.</summary>
    IsAttached,

    /// <summary>More than the default one.</summary>
    HasVersions,
}
