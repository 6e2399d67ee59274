using Slipway.Identity.Roles;
using Slipway.Kernel;

namespace Slipway.Identity.Organizations;

/// <summary>
/// Organizations and their accounts. Each method is one transaction; what returned is durable. Listings are in the
/// order of ids. Must pass OrganizationStoresContract.
/// </summary>
internal interface IOrganizationStore
{
    /// <summary>The organization that an account belongs to, suspended or not; null for an account that is in none.</summary>
    ValueTask<Organization?> FindAsync(string account, CancellationToken ct);

    /// <summary>An account whatever its status; null where there is none of this id.</summary>
    ValueTask<OrganizationAccount?> FindAccountAsync(string account, CancellationToken ct);

    /// <summary>
    /// Sees to it that an account belongs to an organization: where it is in none, it becomes the management account of
    /// this one, with its root and FullAWSAccess on both. Where it is in one, nothing changes.
    /// </summary>
    ValueTask EstablishAsync(Organization organization, OrganizationalUnit root, OrganizationAccount management, CancellationToken ct);

    /// <summary>Notes that CreateOrganization has answered.</summary>
    /// <returns>true the first time.</returns>
    ValueTask<bool> AnnounceAsync(string organizationId, CancellationToken ct);

    /// <param name="after">The id that the last page ended with; null for the first.</param>
    ValueTask<Page<OrganizationAccount>> ListAccountsAsync(string organizationId, string? after, int limit, CancellationToken ct);

    /// <summary>Those directly in a root or unit.</summary>
    ValueTask<Page<OrganizationAccount>> ListAccountsOfAsync(string parentId, string? after, int limit, CancellationToken ct);

    /// <summary>
    /// Makes an account with FullAWSAccess on it, and the role that the management account enters it by, with a managed
    /// policy attached. The request tells how that went.
    /// </summary>
    /// <returns>The request as it ended: failed with EMAIL_ALREADY_EXISTS, and nothing else made, or succeeded. null when the account's id is taken.</returns>
    ValueTask<AccountRequest?> AddAccountAsync(NewAccount account, CancellationToken ct);

    ValueTask<AccountRequest?> FindRequestAsync(string organizationId, string id, CancellationToken ct);

    /// <param name="states">Only requests in one of these.</param>
    ValueTask<Page<AccountRequest>> ListRequestsAsync(
        string organizationId, IReadOnlyCollection<AccountRequestState> states, string? after, int limit, CancellationToken ct);

    /// <returns>false when it is suspended already, or not there.</returns>
    ValueTask<bool> SuspendAsync(string account, CancellationToken ct);

    /// <summary>Puts an account from one root or unit into another, both of its organization.</summary>
    /// <returns>false when it is not in <paramref name="fromId"/>, or <paramref name="toId"/> is gone.</returns>
    ValueTask<bool> MoveAsync(string account, string fromId, string toId, CancellationToken ct);
}

/// <param name="Request">Not ended yet.</param>
/// <param name="Role">Of the new account.</param>
/// <param name="RolePolicyArn">Attached to the role.</param>
internal sealed record NewAccount(AccountRequest Request, OrganizationAccount Account, Role Role, string RolePolicyArn, TagSet Tags);
