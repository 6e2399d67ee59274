using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Deletion;

internal sealed record CancelKeyDeletionRequest([Length(1, 2048)] string KeyId);

internal sealed record CancelKeyDeletionResponse(string KeyId);

/// <summary>Keeps a key that was to be deleted; it is disabled then. AWS: API_CancelKeyDeletion.</summary>
[Operation<KmsApi>]
internal sealed class CancelKeyDeletion(KeyFinder keys) : IOperation<CancelKeyDeletionRequest, CancelKeyDeletionResponse>
{
    public static Access Requires(CancelKeyDeletionRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<CancelKeyDeletionResponse> HandleAsync(CancelKeyDeletionRequest request, Caller caller, CancellationToken ct)
    {
        var key = await keys.ChangeAsync(
            caller,
            request.KeyId,
            nameof(CancelKeyDeletion),
            static key => key.State is KeyState.PendingDeletion ? key with { State = KeyState.Disabled, DeletedAt = null } : throw KmsErrors.IsNotPendingDeletion(key),
            ct);
        return new(key.Arn);
    }
}
