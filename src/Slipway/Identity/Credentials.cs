using Slipway.Identity.AccessKeys;
using Slipway.Identity.Sessions;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>
/// The secrets behind access keys. Those of users stay sealed in memory too, and are opened for one check; those of
/// sessions come sealed in their tokens.
/// </summary>
internal sealed class Credentials(Identities identities, AccessKeySecrets secrets, SessionTokens sessions, PrincipalCheck check) : ICredentials
{
    public ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct) =>
        sessionToken is null ? FindKeyAsync(accessKeyId, ct) : FindSessionAsync(accessKeyId, sessionToken, ct);

    private async ValueTask<Credential?> FindKeyAsync(string accessKeyId, CancellationToken ct) =>
        await identities.FindByAccessKeyAsync(accessKeyId, ct) is { Key.IsActive: true } holder
        && await check.FindAsync(holder.Principal, holder.Key.CreatedAt, ct) is { } principal
            ? new(principal, secrets.Open(holder.Key), ExpiresAt: null)
            : null;

    // A user's key is long-term: whatever session token comes with it is not its own, and does not open.
    private async ValueTask<Credential?> FindSessionAsync(string accessKeyId, string sessionToken, CancellationToken ct) =>
        sessions.Open(accessKeyId, sessionToken) is { Principal.Session: { } session } opened
        // Its time is to the second, that of its parent key is finer.
        && await check.FindAsync(opened.Principal, session.IssuedAt.AddSeconds(1), ct) is { } principal
            ? new(principal, opened.SecretAccessKey, session.ExpiresAt)
            : null;
}
