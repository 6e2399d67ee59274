namespace Slipway.Identity.Sessions;

/// <summary>What STS hands out.</summary>
/// <param name="AccessKeyId"><c>ASIA…</c>; tells the account.</param>
/// <param name="SessionToken">Base64, more than 300 and at most <see cref="SessionTokens.MaxLength"/> characters.</param>
internal sealed record TemporaryCredentials(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset ExpiresAt)
{
    // A record prints its members; secrets must not be among them.
    public override string ToString() => $"Temporary credentials {AccessKeyId}";
}
