using System.Collections.Frozen;

namespace Slipway.Wire.Audit;

/// <summary>
/// Members whose values are never written down. A test walks the shapes of all operations and asks for a decision on
/// every name that looks like a secret's.
/// </summary>
public static class AuditSecrets
{
    /// <summary>What stands there instead, as in CloudTrail's own records.</summary>
    public const string Hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private static readonly FrozenSet<string> Names = new[]
    {
        "secretAccessKey", "sessionToken", "password", "newPassword", "oldPassword", "servicePassword", "serviceCredentialSecret",
        "authenticationCode1", "authenticationCode2", "tokenCode", "base32StringSeed", "qRCodePNG",
        "webIdentityToken", "samlAssertion", "privateKey", "samlPrivateKey", "addPrivateKey",
        "contextAssertion", "tradeInToken", "authorizationToken", "encodedMessage", "decodedMessage",
        "secretString", "secretBinary", "rotationToken", "randomPassword", "tokenValue", "environment", "layerPartBlob",
        // Of KMS, as in CloudTrail's records: what is encrypted, and what it becomes.
        "plaintext", "ciphertextBlob",
        // Of EventBridge: all of how a connection logs in, and the key that its requests are signed with.
        "authParameters", "apiKeyValue", "clientSecret", "signingKey",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Large, and kept elsewhere or nobody's business: its digest says which it was.
    private static readonly FrozenSet<string> Documents = new[] { "imageManifest", "detail" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="name">Of a member or of a map's key, in any casing.</param>
    public static bool IsSecret(string name) => Names.Contains(name);

    /// <summary>Its SHA-256 digest is written instead of itself.</summary>
    public static bool IsDocument(string name) => Documents.Contains(name);
}
