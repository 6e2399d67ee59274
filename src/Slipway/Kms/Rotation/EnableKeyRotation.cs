using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Rotation;

internal sealed record EnableKeyRotationRequest([Length(1, 2048)] string KeyId, [Bounds(90, 2560)] int? RotationPeriodInDays);

/// <summary>Refused: material is not renewed, and what is not done is not promised. AWS: API_EnableKeyRotation.</summary>
// Departs: key material is not rotated; EnableKeyRotation is refused.
[Operation<KmsApi>]
internal sealed class EnableKeyRotation(KeyFinder keys) : IOperation<EnableKeyRotationRequest, Nothing>
{
    public static Access Requires(EnableKeyRotationRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(EnableKeyRotationRequest request, Caller caller, CancellationToken ct)
    {
        var key = await keys.RequireAsync(caller, request.KeyId, ct);
        throw key.State is KeyState.PendingDeletion ? KmsErrors.IsPendingDeletion(key) : KmsErrors.Unsupported("Automatic rotation is not supported; make a new key and let the alias point to it");
    }
}
