using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Tags;

internal sealed record UntagResourceRequest([Length(1, 2048)] string KeyId, [Length(1, 128)] IReadOnlyList<string> TagKeys);

/// <summary>Takes tags from a key; those that it does not have are passed over. AWS: API_UntagResource.</summary>
[Operation<KmsApi>]
internal sealed class UntagResource(KeyFinder keys) : IOperation<UntagResourceRequest, Nothing>
{
    public static Access Requires(UntagResourceRequest request, Caller caller) => Access
        .On(KeyArns.Demanded(caller, request.KeyId))
        .WithTagKeys(request.TagKeys);

    public async ValueTask<Nothing> HandleAsync(UntagResourceRequest request, Caller caller, CancellationToken ct)
    {
        foreach (var key in request.TagKeys) KmsTag.CheckKey(key);
        await keys.ChangeAsync(
            caller,
            request.KeyId,
            nameof(UntagResource),
            key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { Tags = key.Tags.Without(request.TagKeys) },
            ct);
        return Nothing.Instance;
    }
}
