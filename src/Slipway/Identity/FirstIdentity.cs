using System.Security.Cryptography;
using System.Text;
using Slipway.Identity.AccessKeys;
using Slipway.Identity.Users;
using Slipway.Identity.Policies;
using Slipway.Kernel;

namespace Slipway.Identity;

/// <summary>
/// Sees to it at every start that somebody can get in. With no user in the account it makes <c>admin</c>, with
/// AdministratorAccess and a key pair. A pair that the operator gives is what counts from then on: it becomes the
/// admin's key, and the one made at an earlier start ends, so that changing the setting is how a lost or leaked first
/// key is replaced. With nothing given and users there, it touches nothing: an admin that was deleted stays deleted.
/// </summary>
internal sealed class FirstIdentity(
    IIdentityStore store, IAttachmentStore attachments, AccessKeySecrets secrets, ICredentialsFile file, IIdSource ids, TimeProvider clock)
{
    public const string UserName = "admin";

    /// <param name="given">The operator's pair, well-formed by <see cref="AdminKey.Faults"/>; null to make one when it is needed.</param>
    /// <returns>true at the first start of this account.</returns>
    /// <exception cref="FirstIdentityException">The pair cannot be used, or the data key is not the one of this data folder.</exception>
    public async ValueTask<bool> EnsureAsync(string account, AdminKey? given, CancellationToken ct)
    {
        var isFirstStart = !await store.HasUsersAsync(account, ct);
        var admin = await store.FindUserAsync(account, UserName, ct);
        var current = admin is null ? null : await FindInitialKeyAsync(admin, ct);
        if (given is null ? !isFirstStart : admin is not null && await IsInForceAsync(admin, current, given, ct)) return false;

        var key = given ?? new(UniqueIds.NewAccessKey(account, ids), UniqueIds.NewSecretAccessKey(ids));
        if (await store.FindByAccessKeyAsync(key.AccessKeyId, ct) is { Key.IsInitial: false } holder && holder.User.Id != admin?.Id)
            throw new FirstIdentityException($"The access key {key.AccessKeyId} belongs to another user, {holder.User.Arn}.");

        // The file first: a key that is in force and that nobody was told of would lock everybody out.
        await file.WriteAsync(key, ct);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        admin ??= new(UniqueIds.NewUser(ids), account, "/", UserName, now);
        var sealedSecret = secrets.Seal(key.AccessKeyId, admin.Id, key.SecretAccessKey);
        AccessKey stored = new(key.AccessKeyId, admin.Id, sealedSecret, IsActive: true, now, IsInitial: true);
        if (!await store.EstablishAsync(admin, AwsManagedPolicies.AdministratorAccess, stored, ct))
            throw new FirstIdentityException($"The access key {key.AccessKeyId} belongs to another user.");
        return isFirstStart;
    }

    private async ValueTask<bool> IsInForceAsync(User admin, AdminKey? current, AdminKey given, CancellationToken ct) =>
        current is not null
        && IsSame(current, given)
        && (await attachments.ListAsync(admin.Id, ct)).Any(policy => policy.ToString() == AwsManagedPolicies.AdministratorAccess);

    /// <returns>The pair from an earlier start, while it is active.</returns>
    private async ValueTask<AdminKey?> FindInitialKeyAsync(User admin, CancellationToken ct)
    {
        AdminKey? initial = null;
        foreach (var key in await store.ListAccessKeysAsync(admin.Id, ct))
        {
            try
            {
                // Opened even when it is not needed: a wrong data key is better found now than at the first request.
                var secret = secrets.Open(key);
                if (key is { IsInitial: true, IsActive: true }) initial = new(key.Id, secret);
            }
            catch (CryptographicException wrongKey)
            {
                throw new FirstIdentityException(wrongKey.Message, wrongKey);
            }
        }

        return initial;
    }

    private static bool IsSame(AdminKey one, AdminKey other) =>
        one.AccessKeyId == other.AccessKeyId
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one.SecretAccessKey), Encoding.UTF8.GetBytes(other.SecretAccessKey));
}

/// <summary>Why the server cannot start with this identity; the message is for the operator.</summary>
internal sealed class FirstIdentityException(string message, Exception? inner) : Exception(message, inner)
{
    public FirstIdentityException(string message)
        : this(message, null)
    {
    }
}
