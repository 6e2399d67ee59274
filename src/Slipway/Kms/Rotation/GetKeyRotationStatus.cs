using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Rotation;

internal sealed record GetKeyRotationStatusRequest([Length(1, 2048)] string KeyId);

internal sealed record GetKeyRotationStatusResponse(bool KeyRotationEnabled, string KeyId);

/// <summary>Whether a key's material is renewed by itself; it is not. AWS: API_GetKeyRotationStatus.</summary>
[Operation<KmsApi>]
internal sealed class GetKeyRotationStatus(KeyFinder keys) : IOperation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse>
{
    public static Access Requires(GetKeyRotationStatusRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<GetKeyRotationStatusResponse> HandleAsync(GetKeyRotationStatusRequest request, Caller caller, CancellationToken ct) =>
        new(KeyRotationEnabled: false, (await keys.RequireAsync(caller, request.KeyId, ct)).Arn);
}
