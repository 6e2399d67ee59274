using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

internal sealed record EncryptRequest(
    [Length(1, 2048)] string KeyId,
    [Length(1, 4096)] ReadOnlyMemory<byte> Plaintext,
    IReadOnlyDictionary<string, string>? EncryptionContext,
    EncryptionAlgorithm? EncryptionAlgorithm,
    [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens,
    bool? DryRun);

internal sealed record EncryptResponse(ReadOnlyMemory<byte> CiphertextBlob, string KeyId, EncryptionAlgorithm EncryptionAlgorithm);

/// <summary>Encrypts up to 4096 bytes. AWS: API_Encrypt.</summary>
[Operation<KmsApi>]
internal sealed class Encrypt(KeyCipher cipher) : IOperation<EncryptRequest, EncryptResponse>
{
    public static Access Requires(EncryptRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<EncryptResponse> HandleAsync(EncryptRequest request, Caller caller, CancellationToken ct)
    {
        Unsupported.Refuse(request.GrantTokens, null);
        var key = await cipher.RequireUsableAsync(caller, request.KeyId, nameof(Encrypt), ct);
        if (request.EncryptionAlgorithm is not (null or EncryptionAlgorithm.SymmetricDefault)) throw KmsErrors.WrongAlgorithm(key);
        if (request.DryRun is true) throw KmsErrors.DryRun();
        return new(await cipher.EncryptAsync(key, request.Plaintext, request.EncryptionContext, ct), key.Arn, EncryptionAlgorithm.SymmetricDefault);
    }
}
