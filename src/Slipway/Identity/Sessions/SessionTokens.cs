using System.Collections.Concurrent;
using System.Text;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Identity.Sessions;

/// <summary>
/// Temporary credentials that need no table: everything about the session, its secret too, is sealed into the session
/// token, bound to the access key id. What the session may do is not in it; that is decided at each use.
/// </summary>
internal sealed class SessionTokens(DataKey dataKey, IIdSource ids)
{
    /// <summary>
    /// Characters. A registry token carries a session token along, and with it must fit into a header of 8 KiB.
    /// </summary>
    public const int MaxLength = 4608;

    private const int MaxRemembered = 16_384;

    private readonly SecretBox box = dataKey.Box("session-token");

    // Reading a content costs more than opening it. The secret is not remembered, and each token is opened at each use.
    private readonly ConcurrentDictionary<TokenFingerprint, Principal> known = new();

    /// <summary>A fresh key pair for a session, good until the session expires.</summary>
    /// <param name="kind">AssumedRole, FederatedUser, or the User or Account whose own session it is.</param>
    /// <param name="session">Times to the second. Its <see cref="PackedPolicy"/> takes no more than 100 percent.</param>
    public TemporaryCredentials Issue(PrincipalKind kind, Session session)
    {
        var accessKeyId = UniqueIds.NewTemporaryKey(SessionPrincipal.AccountOf(session), ids);
        var secret = UniqueIds.NewSecretAccessKey(ids);
        var token = Convert.ToBase64String(box.Seal(SessionContent.Write(kind, session, secret), PlaceOf(accessKeyId)));
        return token.Length <= MaxLength
            ? new(accessKeyId, secret, token, session.ExpiresAt)
            : throw new ArgumentException($"A session token of {token.Length} characters is too long.", nameof(session));
    }

    /// <returns>
    /// null for what <see cref="Issue"/> did not make for this key. An expired session opens too; whether its issuer is
    /// still there, its reader finds out.
    /// </returns>
    public OpenedSession? Open(string accessKeyId, string sessionToken)
    {
        if (sessionToken.Length > MaxLength || !Ascii.IsValid(sessionToken)) return null;
        var sealedContent = new byte[sessionToken.Length];
        if (!Convert.TryFromBase64String(sessionToken, sealedContent, out var size)) return null;
        // Base64 can say the same in several ways; only the one that was issued is the token.
        if (Convert.ToBase64String(sealedContent, 0, size) != sessionToken) return null;
        if (!box.TryOpen(sealedContent.AsSpan(0, size), PlaceOf(accessKeyId), out var content)) return null;
        return SessionContent.ReadSecret(content) is { } secret ? new(Recall(accessKeyId, sessionToken, content), secret) : null;
    }

    private Principal Recall(string accessKeyId, string sessionToken, byte[] content)
    {
        var fingerprint = TokenFingerprint.Of(sessionToken);
        if (known.TryGetValue(fingerprint, out var principal)) return principal;
        var (kind, session) = SessionContent.Read(content);
        if (known.Count >= MaxRemembered) known.Clear();
        return known.GetOrAdd(fingerprint, SessionPrincipal.Of(kind, session, accessKeyId));
    }

    private static byte[] PlaceOf(string accessKeyId) => Encoding.UTF8.GetBytes(accessKeyId);
}

/// <param name="Principal">The same object for each use of a token, for as long as it is remembered.</param>
/// <param name="SecretAccessKey">In clear, for the time of one check only. Never logged.</param>
internal sealed record OpenedSession(Principal Principal, string SecretAccessKey)
{
    // A record prints its members; a secret must not be among them.
    public override string ToString() => $"Session of {Principal.Arn}";
}
