using Slipway.Kernel;

namespace Slipway.Identity.Users;

/// <summary>The users of accounts. Each method is one transaction; what returned is durable. Must pass UserStoreContract.</summary>
internal interface IUserStore
{
    ValueTask<User?> FindAsync(string account, IamName name, CancellationToken ct);

    /// <param name="id"><c>AIDA…</c>.</param>
    ValueTask<User?> FindByIdAsync(string id, CancellationToken ct);

    /// <summary>In the order of their names.</summary>
    /// <param name="pathPrefix">Only users whose path begins so; <c>/</c> for all.</param>
    /// <param name="after">The name that the page begins behind; null for the first page.</param>
    ValueTask<Page<User>> ListAsync(string account, string pathPrefix, string? after, int limit, CancellationToken ct);

    /// <param name="most">How many users the account may have.</param>
    ValueTask<Addition> AddAsync(User user, int most, CancellationToken ct);

    /// <summary>Gives a user another name or path, or both; null leaves what is there. Its id, and all that hangs on it, stays.</summary>
    ValueTask<Renaming> RenameAsync(string account, IamName name, IamName? newName, IamPath? newPath, CancellationToken ct);

    /// <param name="change">Runs within the transaction; what it throws leaves everything as it is.</param>
    /// <returns>The user as it is now; null when there is none.</returns>
    ValueTask<User?> ChangeTagsAsync(string account, IamName name, Func<TagSet, TagSet> change, CancellationToken ct);

    /// <summary>Removes a user to whom nothing belongs any more.</summary>
    ValueTask<Deletion> DeleteAsync(string account, IamName name, CancellationToken ct);
}
