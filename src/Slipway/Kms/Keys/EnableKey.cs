using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record EnableKeyRequest([Length(1, 2048)] string KeyId);

/// <summary>Lets a key be used again. AWS: API_EnableKey.</summary>
[Operation<KmsApi>]
internal sealed class EnableKey(KeyFinder keys) : IOperation<EnableKeyRequest, Nothing>
{
    public static Access Requires(EnableKeyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(EnableKeyRequest request, Caller caller, CancellationToken ct)
    {
        await keys.ChangeAsync(
            caller, request.KeyId, nameof(EnableKey), static key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { State = KeyState.Enabled }, ct);
        return Nothing.Instance;
    }
}
