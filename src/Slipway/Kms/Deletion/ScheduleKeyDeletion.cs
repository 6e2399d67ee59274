using Slipway.Kms.Keys;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Kms.Deletion;

internal sealed record ScheduleKeyDeletionRequest([Length(1, 2048)] string KeyId, [Bounds(1, 365)] int? PendingWindowInDays);

internal sealed record ScheduleKeyDeletionResponse(string KeyId, DateTimeOffset DeletionDate, KeyState KeyState, int PendingWindowInDays);

/// <summary>
/// Takes a key out of use at once, and has its material destroyed when the waiting period is over: what is encrypted under it
/// is lost then for ever. AWS: API_ScheduleKeyDeletion.
/// </summary>
[Operation<KmsApi>]
internal sealed class ScheduleKeyDeletion(KeyFinder keys, TimeProvider clock) : IOperation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>
{
    private const int LeastDays = 7;
    private const int MostDays = 30;

    public static Access Requires(ScheduleKeyDeletionRequest request, Caller caller) => Access.On(KeyArns.Demanded(caller, request.KeyId));

    public async ValueTask<ScheduleKeyDeletionResponse> HandleAsync(ScheduleKeyDeletionRequest request, Caller caller, CancellationToken ct)
    {
        var days = request.PendingWindowInDays ?? MostDays;
        if (days is < LeastDays or > MostDays) throw KmsErrors.InvalidValue($"PendingWindowInDays must be between {LeastDays} and {MostDays} (inclusive)");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds());
        var key = await keys.ChangeAsync(
            caller,
            request.KeyId,
            nameof(ScheduleKeyDeletion),
            key => key.State is KeyState.PendingDeletion ? throw KmsErrors.IsPendingDeletion(key) : key with { State = KeyState.PendingDeletion, DeletedAt = at },
            ct);
        return new(key.Arn, at, key.State, days);
    }
}
