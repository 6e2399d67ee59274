using Slipway.Events.Buses;
using Slipway.Wire;

namespace Slipway.Events.Rules;

internal sealed record DisableRuleRequest(EntityName Name, BusReference? EventBusName);

/// <summary>Has a rule match no events; what it has matched is delivered all the same. AWS: API_DisableRule.</summary>
[Operation<EventsApi>]
internal sealed class DisableRule(IRuleStore rules, IEventBusStore buses) : IOperation<DisableRuleRequest, Nothing>
{
    public static Access Requires(DisableRuleRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Name));

    public async ValueTask<Nothing> HandleAsync(DisableRuleRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        return await rules.EnableAsync(bus, request.Name, isEnabled: false, ct) ? new() : throw EventsErrors.RuleNotFound(bus, request.Name);
    }
}
