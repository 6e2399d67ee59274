using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

/// <summary>How a repository is encrypted at rest (API_EncryptionConfiguration).</summary>
// Departs: encryptionConfiguration is kept and shown, but layers lie in the data folder as they came; encrypt its disk.
internal sealed record EncryptionConfiguration(EncryptionType EncryptionType, [Length(1, 2048)] string? KmsKey)
{
    /// <exception cref="AwsError">A key without KMS.</exception>
    public static Encryption ToEncryption(EncryptionConfiguration? configuration, RegistryScope registry) => configuration switch
    {
        null => Encryption.Default,
        { EncryptionType: EncryptionType.Aes256, KmsKey: not null } => throw EcrErrors.InvalidParameter(
            "encryptionConfiguration", "KmsKey must be null when EncryptionType is AES256"),
        { EncryptionType: EncryptionType.Aes256 } => Encryption.Default,
        _ => new(configuration.EncryptionType, KeyArn(configuration.KmsKey ?? "alias/aws/ecr", registry)),
    };

    public static EncryptionConfiguration Of(Encryption encryption) => new(encryption.Type, encryption.KmsKey);

    /// <summary>A key may be named by ARN, by alias or by id; it is shown by its ARN.</summary>
    private static string KeyArn(string key, RegistryScope registry)
    {
        if (Arn.TryParse(key, out var arn)) return arn.ToString();
        var resource = key.StartsWith("alias/", StringComparison.Ordinal) ? key : $"key/{key}";
        return $"arn:aws:kms:{registry.Region}:{registry.Account}:{resource}";
    }
}
