using Slipway.Wire;

namespace Slipway.Events.Buses;

/// <summary>The first step of nearly every operation: the bus that a request names.</summary>
internal static class RequiredBus
{
    /// <exception cref="AwsError">There is none, or it is another region's.</exception>
    public static async ValueTask<BusKey> RequireAsync(this IEventBusStore buses, BusReference? reference, Caller caller, CancellationToken ct)
    {
        var bus = BusReference.Of(reference, caller);
        return bus.Region == caller.Region && (bus.IsDefault || await buses.FindAsync(bus, ct) is not null)
            ? bus
            : throw EventsErrors.BusNotFound(reference?.ToString() ?? BusKey.Default);
    }
}
