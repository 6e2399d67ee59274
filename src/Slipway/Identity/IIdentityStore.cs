using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;

namespace Slipway.Identity;

/// <summary>
/// Who signs requests, and the identity of the first start. Each method is one transaction; what returned is durable, and
/// counts in the next request. Must pass IdentityStoreContract.
/// </summary>
internal interface IIdentityStore
{
    /// <returns>null when there is no such key; an inactive one is found.</returns>
    ValueTask<KeyHolder?> FindByAccessKeyAsync(string accessKeyId, CancellationToken ct);

    /// <param name="name">Without regard to case.</param>
    ValueTask<User?> FindUserAsync(string account, string name, CancellationToken ct);

    /// <summary>Whether an account has a user at all.</summary>
    ValueTask<bool> HasUsersAsync(string account, CancellationToken ct);

    /// <summary>In the order of their creation.</summary>
    ValueTask<IReadOnlyList<AccessKey>> ListAccessKeysAsync(string userId, CancellationToken ct);

    /// <summary>
    /// Sees to it that the user exists, has the policy, and holds <paramref name="key"/> as its one initial key: one with
    /// the same id is replaced, and so are the user's other initial keys.
    /// </summary>
    /// <returns>false, and nothing changed, when the key's id belongs to another user and is not an initial key there.</returns>
    ValueTask<bool> EstablishAsync(User user, string policyArn, AccessKey key, CancellationToken ct);
}
