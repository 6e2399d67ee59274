using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

internal sealed record ReEncryptRequest(
    [Length(1, 6144)] ReadOnlyMemory<byte>? CiphertextBlob,
    IReadOnlyDictionary<string, string>? SourceEncryptionContext,
    [Length(1, 2048)] string? SourceKeyId,
    [Length(1, 2048)] string DestinationKeyId,
    IReadOnlyDictionary<string, string>? DestinationEncryptionContext,
    EncryptionAlgorithm? SourceEncryptionAlgorithm,
    EncryptionAlgorithm? DestinationEncryptionAlgorithm,
    [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens,
    IReadOnlyList<DryRunModifier>? DryRunModifiers,
    bool? DryRun);

internal sealed record ReEncryptResponse(
    ReadOnlyMemory<byte> CiphertextBlob,
    string SourceKeyId,
    string KeyId,
    EncryptionAlgorithm SourceEncryptionAlgorithm,
    EncryptionAlgorithm DestinationEncryptionAlgorithm);

/// <summary>Encrypts under another key, or another context, without showing what it is. AWS: API_ReEncrypt.</summary>
[Operation<KmsApi>]
internal sealed class ReEncrypt(KeyCipher cipher) : IOperation<ReEncryptRequest, ReEncryptResponse>
{
    public static Access Requires(ReEncryptRequest request, Caller caller) => Access
        .To("kms:ReEncryptFrom", KeyCipher.Demanded(caller, request.CiphertextBlob))
        .Also("kms:ReEncryptTo", KeyArns.Demanded(caller, request.DestinationKeyId));

    public async ValueTask<ReEncryptResponse> HandleAsync(ReEncryptRequest request, Caller caller, CancellationToken ct)
    {
        Unsupported.Refuse(request.GrantTokens, null);
        var (source, plaintext) = await cipher.DecryptAsync(caller, request.CiphertextBlob, request.SourceKeyId, request.SourceEncryptionContext, nameof(ReEncrypt), ct);
        if (request.SourceEncryptionAlgorithm is not (null or EncryptionAlgorithm.SymmetricDefault)) throw KmsErrors.WrongAlgorithm(source);
        var target = await cipher.RequireUsableAsync(caller, request.DestinationKeyId, nameof(ReEncrypt), ct);
        if (request.DestinationEncryptionAlgorithm is not (null or EncryptionAlgorithm.SymmetricDefault)) throw KmsErrors.WrongAlgorithm(target);
        if (request.DryRun is true) throw KmsErrors.DryRun();
        return new(
            await cipher.EncryptAsync(target, plaintext, request.DestinationEncryptionContext, ct), source.Arn, target.Arn,
            EncryptionAlgorithm.SymmetricDefault, EncryptionAlgorithm.SymmetricDefault);
    }
}
