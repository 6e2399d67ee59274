using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Rotation;

internal sealed record DisableKeyRotationRequest([Length(1, 2048)] string KeyId);

/// <summary>Succeeds, since no key is rotated. AWS: API_DisableKeyRotation.</summary>
[Operation<KmsApi>]
internal sealed class DisableKeyRotation(KeyFinder keys) : IOperation<DisableKeyRotationRequest, Nothing>
{
    public static Access Requires(DisableKeyRotationRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(DisableKeyRotationRequest request, Caller caller, CancellationToken ct)
    {
        var key = await keys.RequireAsync(caller, request.KeyId, ct);
        return key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : Nothing.Instance;
    }
}
