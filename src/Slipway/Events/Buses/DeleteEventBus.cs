using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Buses;

internal sealed record DeleteEventBusRequest([Length(1, 256)] [Pattern(@"[/\.\-_A-Za-z0-9]+")] string Name);

/// <summary>Deletes an event bus without rules; one that is not there is no error. AWS: API_DeleteEventBus.</summary>
[Operation<EventsApi>]
internal sealed class DeleteEventBus(IEventBusStore buses) : IOperation<DeleteEventBusRequest, Nothing>
{
    public static Access Requires(DeleteEventBusRequest request, Caller caller) => Access.On(new BusKey(caller.Account, caller.Region, request.Name).Arn);

    public async ValueTask<Nothing> HandleAsync(DeleteEventBusRequest request, Caller caller, CancellationToken ct)
    {
        BusKey key = new(caller.Account, caller.Region, request.Name);
        if (key.IsDefault) throw EventsErrors.Invalid("Cannot delete event bus default.");
        if (await buses.DeleteAsync(key, ct) is BusDeletion.HasRules) throw EventsErrors.Invalid($"Cannot delete event bus {key.Name} since it has rules.");
        return new();
    }
}
