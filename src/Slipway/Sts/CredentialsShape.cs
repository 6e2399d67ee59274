using Slipway.Identity.Sessions;

namespace Slipway.Sts;

/// <summary>Temporary credentials (API_Credentials).</summary>
internal sealed record CredentialsShape(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration)
{
    public static CredentialsShape Of(TemporaryCredentials issued) =>
        new(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken, issued.ExpiresAt);

    // A record prints its members; secrets must not be among them.
    public override string ToString() => $"Temporary credentials {AccessKeyId}";
}
