using System.Globalization;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Delivery;

internal sealed record RedriveDeadLettersRequest([Items(1, 100)] [Length(1, 20)] IReadOnlyList<string> DeadLetterIds);

internal sealed record RedriveDeadLettersResponse(IReadOnlyList<string> EventIds);

/// <summary>
/// Delivers events that were given up once more, with all their attempts and their age anew; those whose target is gone
/// are dropped. Ids that are not there are passed over. Ours, API_RedriveDeadLetters in docs/services/slipway.md.
/// </summary>
[Operation<SlipwayApi>]
internal sealed class RedriveDeadLetters(IDeliveryStore deliveries, DeliverySignal signal, TimeProvider clock) : IOperation<RedriveDeadLettersRequest, RedriveDeadLettersResponse>
{
    public static Access Requires(RedriveDeadLettersRequest request, Caller caller) => Access.On("*");

    public async ValueTask<RedriveDeadLettersResponse> HandleAsync(RedriveDeadLettersRequest request, Caller caller, CancellationToken ct)
    {
        List<long> ids = [];
        foreach (var text in request.DeadLetterIds)
            ids.Add(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw InvalidParameter.Of("deadLetterIds", "must be ids of ListDeadLetters"));
        var gone = await deliveries.RedriveAsync(caller.Account, caller.Region, ids, clock.Now(), ct);
        signal.Raise(gone.Select(delivery => delivery.TargetArn));
        return new([.. gone.Select(delivery => delivery.EventId)]);
    }
}
