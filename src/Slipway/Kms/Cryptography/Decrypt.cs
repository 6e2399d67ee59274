using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

internal sealed record DecryptRequest(
    [Length(1, 6144)] ReadOnlyMemory<byte>? CiphertextBlob,
    IReadOnlyDictionary<string, string>? EncryptionContext,
    [Length(1, 2048)] string? KeyId,
    EncryptionAlgorithm? EncryptionAlgorithm,
    [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens,
    Recipient? Recipient,
    IReadOnlyList<DryRunModifier>? DryRunModifiers,
    bool? DryRun);

internal sealed record DecryptResponse(string KeyId, ReadOnlyMemory<byte> Plaintext, EncryptionAlgorithm EncryptionAlgorithm);

/// <summary>Opens what Encrypt or GenerateDataKey has made; the ciphertext names its key. AWS: API_Decrypt.</summary>
// Departs: ciphertexts of AWS do not open here, nor ours there, since key material never leaves either.
// Departs: a dry run opens the ciphertext whatever DryRunModifiers says.
[Operation<KmsApi>]
internal sealed class Decrypt(KeyCipher cipher) : IOperation<DecryptRequest, DecryptResponse>
{
    public static Access Requires(DecryptRequest request, Caller caller) => Access.On(KeyCipher.Demanded(caller, request.CiphertextBlob));

    public async ValueTask<DecryptResponse> HandleAsync(DecryptRequest request, Caller caller, CancellationToken ct)
    {
        Unsupported.Refuse(request.GrantTokens, request.Recipient);
        var (key, plaintext) = await cipher.DecryptAsync(caller, request.CiphertextBlob, request.KeyId, request.EncryptionContext, nameof(Decrypt), ct);
        if (request.EncryptionAlgorithm is not (null or EncryptionAlgorithm.SymmetricDefault)) throw KmsErrors.WrongAlgorithm(key);
        if (request.DryRun is true) throw KmsErrors.DryRun();
        return new(key.Arn, plaintext, EncryptionAlgorithm.SymmetricDefault);
    }
}
