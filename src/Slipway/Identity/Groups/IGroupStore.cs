using Slipway.Identity.Users;
using Slipway.Kernel;

namespace Slipway.Identity.Groups;

/// <summary>
/// The groups of accounts, and who is in them. Each method is one transaction; what returned is durable. Must pass
/// GroupStoreContract.
/// </summary>
internal interface IGroupStore
{
    ValueTask<Group?> FindAsync(string account, IamName name, CancellationToken ct);

    /// <summary>In the order of their names.</summary>
    /// <param name="pathPrefix">Only groups whose path begins so; <c>/</c> for all.</param>
    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    ValueTask<Page<Group>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct);

    /// <param name="most">How many groups the account may have.</param>
    ValueTask<Addition> AddAsync(Group group, int most, CancellationToken ct);

    /// <summary>Gives a group another name or path, or both; null leaves what is there. Its id, and all that hangs on it, stays.</summary>
    ValueTask<Renaming> RenameAsync(string account, IamName name, IamName? newName, IamPath? newPath, CancellationToken ct);

    /// <summary>Removes a group that has neither users nor policies.</summary>
    ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct);

    /// <summary>Puts a user into a group; one that is there already stays.</summary>
    /// <param name="most">How many groups the user may be in.</param>
    ValueTask<Membership> AddUserAsync(string account, IamName group, IamName user, int most, CancellationToken ct);

    /// <summary>Takes a user out of a group; one that is not in it stays out.</summary>
    ValueTask<Membership> RemoveUserAsync(string account, IamName group, IamName user, CancellationToken ct);

    /// <summary>The users in a group, in the order of their names; none when it is gone.</summary>
    /// <inheritdoc cref="ListAsync" path="/param"/>
    ValueTask<Page<User>> ListUsersAsync(Group group, string? after, int limit, CancellationToken ct);

    /// <summary>The groups that a user is in, in the order of their names; none when it is gone.</summary>
    /// <inheritdoc cref="ListAsync" path="/param"/>
    ValueTask<Page<Group>> ListOfUserAsync(User user, string? after, int limit, CancellationToken ct);
}

/// <summary>How a change of who is in a group ended.</summary>
internal enum Membership
{
    Changed,
    NoSuchGroup,
    NoSuchUser,
    QuotaExceeded,
}
