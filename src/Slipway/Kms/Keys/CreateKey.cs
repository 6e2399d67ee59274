using Slipway.Kernel;
using Slipway.Kms.Policies;
using Slipway.Kms.Tags;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record CreateKeyRequest(
    [Length(1, 131072)] [Pattern(@"[\u0009\u000A\u000D\u0020-\u00FF]+")] string? Policy,
    [Length(0, 8192)] string? Description,
    KeyUsage? KeyUsage,
    CustomerMasterKeySpec? CustomerMasterKeySpec,
    KeySpec? KeySpec,
    KeyOrigin? Origin,
    [Length(1, 64)] string? CustomKeyStoreId,
    bool? BypassPolicyLockoutSafetyCheck,
    IReadOnlyList<KmsTag>? Tags,
    bool? MultiRegion,
    [Length(1, 128)] [Pattern("^[a-zA-Z0-9-_.]+$")] string? XksKeyId);

internal sealed record CreateKeyResponse(KeyMetadata KeyMetadata);

/// <summary>Makes a key. AWS: API_CreateKey.</summary>
// Departs: keys are symmetric, of this server and of one region; other kinds are refused.
[Operation<KmsApi>]
internal sealed class CreateKey(NewKeys keys) : IOperation<CreateKeyRequest, CreateKeyResponse>
{
    public static Access Requires(CreateKeyRequest request, Caller caller) => Access
        .On("*")
        .AlsoIf(request.Tags is { Count: > 0 }, "kms:TagResource")
        .WithRequestTags(request.Tags?.Select(tag => KeyValuePair.Create(tag.TagKey, tag.TagValue)));

    public async ValueTask<CreateKeyResponse> HandleAsync(CreateKeyRequest request, Caller caller, CancellationToken ct)
    {
        var isSymmetric = (request.KeySpec ?? KeySpec.SymmetricDefault, request.CustomerMasterKeySpec ?? CustomerMasterKeySpec.SymmetricDefault) is (KeySpec.SymmetricDefault, CustomerMasterKeySpec.SymmetricDefault);
        if (!isSymmetric && request.KeyUsage is null) throw KmsErrors.InvalidValue("You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        if (request.KeyUsage is not (null or KeyUsage.EncryptDecrypt)) throw KmsErrors.Unsupported("Only keys for ENCRYPT_DECRYPT are supported");
        if (!isSymmetric) throw KmsErrors.Unsupported("Only keys of the spec SYMMETRIC_DEFAULT are supported");
        if (request.Origin is not (null or KeyOrigin.AwsKms) || request.CustomKeyStoreId is not null || request.XksKeyId is not null)
            throw KmsErrors.Unsupported("Only keys of the origin AWS_KMS are supported");
        if (request.MultiRegion is true) throw KmsErrors.Unsupported("Multi-Region keys are not supported");
        if (request.Policy is { } policy) DefaultPolicy.RequireFor(caller.Account, policy);
        var tags = KmsTag.Merge(TagSet.Empty, request.Tags ?? []);
        var key = await keys.MakeAsync(caller.Account, caller.Region, request.Description ?? "", KeyOwner.Customer, request.Policy, tags, null, ct);
        return new(KeyMetadata.Of(key!));
    }
}
