using Slipway.Kernel;

namespace Slipway.Identity.Roles;

/// <summary>The roles of all accounts. Each method is one transaction; what returned is durable. Must pass RoleStoreContract.</summary>
internal interface IRoleStore
{
    ValueTask<Role?> FindAsync(string account, IamName name, CancellationToken ct);

    /// <param name="id"><c>AROA…</c>.</param>
    ValueTask<Role?> FindByIdAsync(string id, CancellationToken ct);

    /// <summary>In the order of their names.</summary>
    /// <param name="pathPrefix">Only roles whose path begins so; <c>/</c> for all.</param>
    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    ValueTask<Page<Role>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct);

    /// <summary>Adds a role, with managed policies attached from the first moment.</summary>
    /// <param name="most">How many roles the account may have.</param>
    ValueTask<Addition> AddAsync(Role role, IReadOnlyList<string> policyArns, int most, CancellationToken ct);

    /// <param name="change">
    /// Makes of the role another one of the same id, name and boundary. Runs within the transaction; what it throws leaves
    /// everything as it is.
    /// </param>
    /// <returns>The role as it is now; null when it is gone.</returns>
    ValueTask<Role?> ChangeAsync(string id, Func<Role, Role> change, CancellationToken ct);

    /// <summary>Removes a role to which nothing belongs any more.</summary>
    ValueTask<Deletion> DeleteAsync(string id, CancellationToken ct);
}
