using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Cryptography;

internal sealed record GenerateDataKeyRequest(
    [Length(1, 2048)] string KeyId,
    IReadOnlyDictionary<string, string>? EncryptionContext,
    DataKeySpec? KeySpec,
    [Bounds(1, 1024)] int? NumberOfBytes,
    [Items(0, 10)] [Length(1, 8192)] IReadOnlyList<string>? GrantTokens,
    Recipient? Recipient,
    bool? DryRun);

internal sealed record GenerateDataKeyResponse(ReadOnlyMemory<byte> CiphertextBlob, ReadOnlyMemory<byte> Plaintext, string KeyId);

/// <summary>Makes a key for use outside, in plain and encrypted. AWS: API_GenerateDataKey.</summary>
[Operation<KmsApi>]
internal sealed class GenerateDataKey(KeyCipher cipher) : IOperation<GenerateDataKeyRequest, GenerateDataKeyResponse>
{
    public static Access Requires(GenerateDataKeyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<GenerateDataKeyResponse> HandleAsync(GenerateDataKeyRequest request, Caller caller, CancellationToken ct)
    {
        Unsupported.Refuse(request.GrantTokens, request.Recipient);
        var plaintext = DataKeys.Make(request.KeySpec, request.NumberOfBytes);
        var key = await cipher.RequireUsableAsync(caller, request.KeyId, nameof(GenerateDataKey), ct);
        if (request.DryRun is true) throw KmsErrors.DryRun();
        return new(await cipher.EncryptAsync(key, plaintext, request.EncryptionContext, ct), plaintext, key.Arn);
    }
}
