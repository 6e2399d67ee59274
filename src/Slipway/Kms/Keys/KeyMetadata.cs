using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

/// <summary>A key as answers describe it (API_KeyMetadata).</summary>
internal sealed record KeyMetadata(
    [Wire("AWSAccountId")] string AwsAccountId,
    string KeyId,
    string Arn,
    DateTimeOffset CreationDate,
    bool Enabled,
    string Description,
    KeyUsage KeyUsage,
    KeyState KeyState,
    DateTimeOffset? DeletionDate,
    KeyOrigin Origin,
    KeyOwner KeyManager,
    CustomerMasterKeySpec CustomerMasterKeySpec,
    KeySpec KeySpec,
    IReadOnlyList<EncryptionAlgorithm> EncryptionAlgorithms,
    bool MultiRegion)
{
    public static KeyMetadata Of(KmsKey key) => new(
        key.Account,
        key.KeyId,
        key.Arn,
        key.CreatedAt,
        key.State is KeyState.Enabled,
        key.Description,
        KeyUsage.EncryptDecrypt,
        key.State,
        key.DeletedAt,
        KeyOrigin.AwsKms,
        key.Owner,
        CustomerMasterKeySpec.SymmetricDefault,
        KeySpec.SymmetricDefault,
        [EncryptionAlgorithm.SymmetricDefault],
        MultiRegion: false);
}
