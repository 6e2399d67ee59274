namespace Slipway.Identity.Roles;

/// <summary>
/// Deletions of service-linked roles, which are asked for first and looked at later. Each method is one transaction. Must
/// pass RoleCompanionsContract.
/// </summary>
internal interface IRoleDeletionStore
{
    /// <summary>Removes a role with its policies, and notes that it was done.</summary>
    /// <param name="taskId">Under which it is found.</param>
    /// <returns>false when the role was gone; nothing is noted then.</returns>
    ValueTask<bool> DeleteAsync(Role role, string taskId, DateTimeOffset at, CancellationToken ct);

    /// <summary>Whether there was such a deletion in the account.</summary>
    ValueTask<bool> IsDoneAsync(string account, string taskId, CancellationToken ct);
}
