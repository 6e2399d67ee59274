using Slipway.Kernel;

namespace Slipway.Identity.InstanceProfiles;

/// <summary>The instance profiles of all accounts, each with its role. Each method is one transaction. Must pass InstanceProfileStoreContract.</summary>
internal interface IInstanceProfileStore
{
    ValueTask<InstanceProfile?> FindAsync(string account, IamName name, CancellationToken ct);

    /// <summary>In the order of their names.</summary>
    /// <param name="pathPrefix">Only those whose path begins so; <c>/</c> for all.</param>
    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    ValueTask<Page<InstanceProfile>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct);

    /// <summary>Those that hold a role, in the order of their names.</summary>
    /// <inheritdoc cref="ListAsync"/>
    ValueTask<Page<InstanceProfile>> ListOfRoleAsync(string roleId, string? after, int limit, CancellationToken ct);

    /// <param name="most">How many the account may have.</param>
    ValueTask<Addition> AddAsync(InstanceProfile profile, int most, CancellationToken ct);

    /// <param name="change">Runs within the transaction; what it throws leaves everything as it is.</param>
    /// <returns>false when there is none.</returns>
    ValueTask<bool> ChangeTagsAsync(string account, IamName name, Func<TagSet, TagSet> change, CancellationToken ct);

    /// <summary>Puts a role into a profile that has none.</summary>
    ValueTask<RoleHolding> AddRoleAsync(string account, IamName name, string roleId, CancellationToken ct);

    /// <summary>Takes a role out again.</summary>
    ValueTask<RoleHolding> RemoveRoleAsync(string account, IamName name, string roleId, CancellationToken ct);

    /// <summary>Removes a profile that holds no role.</summary>
    ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct);
}

/// <summary>How it went with a role in an instance profile.</summary>
internal enum RoleHolding
{
    Changed,
    NoSuchProfile,

    /// <summary>The role to be added is gone, or the one to be removed is not in it.</summary>
    NoSuchRole,

    /// <summary>It holds a role already.</summary>
    Full,
}
