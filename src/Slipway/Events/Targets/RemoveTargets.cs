using Slipway.Events.Buses;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

internal sealed record RemoveTargetsRequest(EntityName Rule, BusReference? EventBusName, [Items(1, 100)] IReadOnlyList<EntityName> Ids, bool? Force);

internal sealed record RemoveTargetsResponse(int FailedEntryCount, IReadOnlyList<FailedTarget> FailedEntries);

/// <summary>Removes targets from a rule, with what still waits to be sent to them. AWS: API_RemoveTargets.</summary>
[Operation<EventsApi>]
internal sealed class RemoveTargets(ITargetStore targets, IEventBusStore buses) : IOperation<RemoveTargetsRequest, RemoveTargetsResponse>
{
    public static Access Requires(RemoveTargetsRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Rule));

    public async ValueTask<RemoveTargetsResponse> HandleAsync(RemoveTargetsRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        string[] ids = [.. request.Ids.Select(id => id.ToString()).Distinct(StringComparer.Ordinal)];
        var removed = await targets.RemoveAsync(bus, request.Rule, ids, ct) ?? throw EventsErrors.RuleNotFound(bus, request.Rule);
        List<FailedTarget> failed =
            [.. ids.Except(removed).Select(id => new FailedTarget(id, "ResourceNotFoundException", $"Rule {request.Rule} does not have a target with the Id {id}."))];
        return new(failed.Count, failed);
    }
}
