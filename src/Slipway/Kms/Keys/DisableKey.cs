using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Keys;

internal sealed record DisableKeyRequest([Length(1, 2048)] string KeyId);

/// <summary>Keeps a key from being used: what is encrypted under it can be neither read nor added to meanwhile. AWS: API_DisableKey.</summary>
[Operation<KmsApi>]
internal sealed class DisableKey(KeyFinder keys) : IOperation<DisableKeyRequest, Nothing>
{
    public static Access Requires(DisableKeyRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<Nothing> HandleAsync(DisableKeyRequest request, Caller caller, CancellationToken ct)
    {
        await keys.ChangeAsync(
            caller, request.KeyId, nameof(DisableKey), static key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { State = KeyState.Disabled }, ct);
        return Nothing.Instance;
    }
}
