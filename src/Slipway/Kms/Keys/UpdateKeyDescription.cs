using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record UpdateKeyDescriptionRequest([Length(1, 2048)] string KeyId, [Length(0, 8192)] string Description);

/// <summary>Describes a key in other words. AWS: API_UpdateKeyDescription.</summary>
[Operation<KmsApi>]
internal sealed class UpdateKeyDescription(KeyFinder keys) : IOperation<UpdateKeyDescriptionRequest, Nothing>
{
    public static Access Requires(UpdateKeyDescriptionRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(UpdateKeyDescriptionRequest request, Caller caller, CancellationToken ct)
    {
        await keys.ChangeAsync(
            caller,
            request.KeyId,
            nameof(UpdateKeyDescription),
            key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { Description = request.Description },
            ct);
        return Nothing.Instance;
    }
}
