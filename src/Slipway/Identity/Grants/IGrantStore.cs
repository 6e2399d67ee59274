namespace Slipway.Identity.Grants;

/// <summary>
/// What is granted to a principal, each read from one state of the database, so that no decision mixes two. Must pass
/// GrantStoreContract.
/// </summary>
internal interface IGrantStore
{
    /// <returns>null when the user is gone.</returns>
    ValueTask<UserGrants?> OfUserAsync(string userId, CancellationToken ct);

    /// <returns>null when the role is gone.</returns>
    ValueTask<RoleGrants?> OfRoleAsync(string roleId, CancellationToken ct);

    /// <summary>The policies of a group alone; none when it is gone.</summary>
    ValueTask<IReadOnlyList<GrantedPolicy>> OfGroupAsync(string groupId, CancellationToken ct);

    /// <summary>The unique id behind a user's, group's or role's ARN.</summary>
    /// <param name="kind"><c>user</c>, <c>group</c> or <c>role</c>.</param>
    /// <param name="name">Without path and without regard to case.</param>
    /// <returns>null when there is none.</returns>
    ValueTask<string?> FindIdAsync(string account, string kind, string name, CancellationToken ct);

    /// <summary>The default versions of managed policies, AWS's and customers', in the order of the ARNs; those that are gone are left out.</summary>
    ValueTask<IReadOnlyList<GrantedPolicy>> FindPoliciesAsync(IReadOnlyList<string> arns, CancellationToken ct);
}
