namespace Slipway.Identity.Passwords;

/// <summary>The password policies of accounts. Each method is one transaction; what returned is durable. Must pass PasswordPolicyStoreContract.</summary>
internal interface IPasswordPolicyStore
{
    /// <returns>null when the account has made none.</returns>
    ValueTask<PasswordPolicy?> FindAsync(string account, CancellationToken ct);

    ValueTask SetAsync(string account, PasswordPolicy policy, CancellationToken ct);

    /// <returns>false when the account has made none.</returns>
    ValueTask<bool> DeleteAsync(string account, CancellationToken ct);
}
