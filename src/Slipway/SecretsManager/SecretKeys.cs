using Slipway.Wire;

namespace Slipway.SecretsManager;

/// <summary>Which KMS keys a secret may name.</summary>
internal static class SecretKeys
{
    private const string Own = "alias/aws/secretsmanager";

    /// <summary>How a version that is sealed with the service's own key names it.</summary>
    public static IReadOnlyList<string> OfVersions { get; } = ["DefaultEncryptionKey"];

    /// <summary>Departs: values are sealed under the data folder's key, so the service's own KMS key is the only one that can be named.</summary>
    /// <returns>What is stored: null for the service's own key, as API_DescribeSecret leaves it out.</returns>
    public static string? Checked(string? key, Caller caller) =>
        key is null or "" or Own || key == $"arn:aws:kms:{caller.Region}:{caller.Account}:{Own}" ? null : throw SecretsManagerErrors.UnknownKey(key);
}
