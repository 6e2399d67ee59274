using Slipway.Registry;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Ecr.Repositories;

/// <summary>How a repository is encrypted at rest (API_EncryptionConfiguration).</summary>
internal sealed record EncryptionConfiguration(EncryptionType EncryptionType, [Length(1, 2048)] string? KmsKey)
{
    /// <summary>With the key as it was named; IEncryptionKeys makes its ARN of that.</summary>
    /// <exception cref="AwsError">A key without KMS.</exception>
    public static Encryption ToEncryption(EncryptionConfiguration? configuration) => configuration switch
    {
        null => Encryption.Default,
        { EncryptionType: EncryptionType.Aes256, KmsKey: not null } => throw EcrErrors.InvalidParameter(
            "encryptionConfiguration", "KmsKey must be null when EncryptionType is AES256"),
        { EncryptionType: EncryptionType.Aes256 } => Encryption.Default,
        _ => new(configuration.EncryptionType, configuration.KmsKey),
    };

    public static EncryptionConfiguration Of(Encryption encryption) => new(encryption.Type, encryption.KmsKey);
}

internal static class EncryptionAccess
{
    /// <summary>
    /// Who has a repository encrypted under a key must be allowed to let ECR use it ("Required IAM permissions" of encryption at
    /// rest). The key that AWS would manage is there for everybody.
    /// </summary>
    public static Access AlsoForKey(this Access access, Caller caller, EncryptionConfiguration? configuration)
    {
        if (configuration is not { KmsKey: { } key, EncryptionType: not EncryptionType.Aes256 } || key == "alias/aws/ecr") return access;
        var (account, region, name) = (caller.Account, caller.Region, key);
        if (Arn.TryParse(key, out var arn)) (account, region, name) = (arn.Account, arn.Region, arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? arn.Resource["key/".Length..] : arn.Resource);
        var resource = $"arn:aws:kms:{region}:{account}:key/{name}";
        return access.Also("kms:DescribeKey", resource).Also("kms:CreateGrant", resource);
    }
}
