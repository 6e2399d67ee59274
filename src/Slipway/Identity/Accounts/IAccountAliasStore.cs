namespace Slipway.Identity.Accounts;

/// <summary>
/// The names that accounts are signed in to by; at most one each. Each method is one transaction; what returned is durable.
/// Must pass AccountAliasStoreContract.
/// </summary>
internal interface IAccountAliasStore
{
    /// <returns>null when the account has none.</returns>
    ValueTask<string?> FindAsync(string account, CancellationToken ct);

    /// <summary>Gives an account an alias in the place of the one that it has.</summary>
    /// <returns>false when an account, be it this one, has it already.</returns>
    ValueTask<bool> TrySetAsync(string account, string alias, CancellationToken ct);

    /// <returns>false when it is not the account's.</returns>
    ValueTask<bool> DeleteAsync(string account, string alias, CancellationToken ct);
}
