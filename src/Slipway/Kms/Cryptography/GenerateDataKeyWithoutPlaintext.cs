using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

internal sealed record GenerateDataKeyWithoutPlaintextRequest(
    [Length(1, 2048)] string KeyId,
    IReadOnlyDictionary<string, string>? EncryptionContext,
    DataKeySpec? KeySpec,
    [Bounds(1, 1024)] int? NumberOfBytes,
    [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens,
    bool? DryRun);

internal sealed record GenerateDataKeyWithoutPlaintextResponse(ReadOnlyMemory<byte> CiphertextBlob, string KeyId);

/// <summary>Makes a key for use outside, encrypted, for whoever will decrypt it later. AWS: API_GenerateDataKeyWithoutPlaintext.</summary>
[Operation<KmsApi>]
internal sealed class GenerateDataKeyWithoutPlaintext(KeyCipher cipher) : IOperation<GenerateDataKeyWithoutPlaintextRequest, GenerateDataKeyWithoutPlaintextResponse>
{
    public static Access Requires(GenerateDataKeyWithoutPlaintextRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<GenerateDataKeyWithoutPlaintextResponse> HandleAsync(GenerateDataKeyWithoutPlaintextRequest request, Caller caller, CancellationToken ct)
    {
        Unsupported.Refuse(request.GrantTokens, null);
        var plaintext = DataKeys.Make(request.KeySpec, request.NumberOfBytes);
        var key = await cipher.RequireUsableAsync(caller, request.KeyId, nameof(GenerateDataKeyWithoutPlaintext), ct);
        if (request.DryRun is true) throw KmsErrors.DryRun();
        return new(await cipher.EncryptAsync(key, plaintext, request.EncryptionContext, ct), key.Arn);
    }
}
