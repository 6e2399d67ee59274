using Slipway.Identity.Grants;
using Slipway.Wire;

namespace Slipway.Identity;

/// <summary>
/// Whether who signed in is still there: the key that was used is active and its user's own, the issuer of a session
/// exists, the account is open. Asked at each use, of memory where nothing has changed.
/// </summary>
internal sealed class PrincipalCheck(Identities identities, Entitlements entitlements)
{
    /// <param name="issuedAt">When the credentials or the token were made.</param>
    /// <returns>The principal as it is called now; null when it is gone.</returns>
    public async ValueTask<Principal?> FindAsync(Principal principal, DateTimeOffset issuedAt, CancellationToken ct)
    {
        var keyId = principal.Session is { } session ? session.ParentAccessKeyId : principal.AccessKeyId;
        if (keyId is not null)
        {
            // A key that was made again under the same id is another key, and so is one of another user.
            if (await identities.FindByAccessKeyAsync(keyId, ct) is not { Key.IsActive: true } holder) return null;
            if (holder.User.Id != (principal.Session?.IssuerId ?? principal.UserId) || issuedAt < holder.Key.CreatedAt) return null;
            if (principal.Session is null) principal = holder.Principal;
            // The user may have another name by now, and somebody else its old one.
            else if (principal.Kind is PrincipalKind.User && principal.Arn != holder.User.Arn) principal = principal with { Arn = holder.User.Arn };
        }

        return await entitlements.OfAsync(principal, ct) is null ? null : principal;
    }
}
