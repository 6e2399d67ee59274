namespace Slipway.Wire;

/// <summary>Finds the secret behind an access key, for the signature to be checked against.</summary>
public interface ICredentials
{
    /// <param name="accessKeyId">Case-sensitive.</param>
    /// <param name="sessionToken">The <c>X-Amz-Security-Token</c> that came along, or null.</param>
    /// <returns>null when the key is unknown or inactive, or the session token is not its own.</returns>
    ValueTask<Credential?> FindAsync(string accessKeyId, string? sessionToken, CancellationToken ct);
}

/// <param name="SecretAccessKey">In clear, for the time of one check only. Never logged.</param>
/// <param name="ExpiresAt">null for long-term keys.</param>
public sealed record Credential(Principal Principal, string SecretAccessKey, DateTimeOffset? ExpiresAt)
{
    // A record prints its members; a secret must not be among them.
    public override string ToString() => $"Credential of {Principal.Arn}";
}
