namespace Slipway.Identity.LoginProfiles;

/// <summary>Users' passwords. Each method is one transaction; what returned is durable. Must pass LoginProfileStoreContract.</summary>
internal interface ILoginProfileStore
{
    /// <returns>null when the user has none.</returns>
    ValueTask<LoginProfile?> FindAsync(string userId, CancellationToken ct);

    /// <returns>false when the user has one, or is gone.</returns>
    ValueTask<bool> TryAddAsync(LoginProfile profile, CancellationToken ct);

    /// <summary>Hashing takes long, so what a change was made of may have changed in between: then it is not made.</summary>
    /// <param name="present">As it was found.</param>
    /// <returns>false when it is gone or another by now.</returns>
    ValueTask<bool> TryReplaceAsync(LoginProfile present, LoginProfile replacement, CancellationToken ct);

    /// <returns>false when the user had none.</returns>
    ValueTask<bool> DeleteAsync(string userId, CancellationToken ct);
}
