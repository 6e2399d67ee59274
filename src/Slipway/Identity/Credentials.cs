using Slipway.Identity.AccessKeys;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>The secrets behind the access keys of users. They stay sealed in memory too, and are opened for one check.</summary>
internal sealed class Credentials(Identities identities, AccessKeySecrets secrets) : ICredentials
{
    public async ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct)
    {
        // A user's key is long-term: whatever session token comes with it is not its own.
        if (sessionToken is not null) return null;
        return await identities.FindByAccessKeyAsync(accessKeyId, ct) is { Key.IsActive: true } identity
            ? new(identity.Principal, secrets.Open(identity.Key), ExpiresAt: null)
            : null;
    }
}
