using Slipway.Events.Buses;
using Slipway.Wire;

namespace Slipway.Events.Rules;

internal sealed record EnableRuleRequest(EntityName Name, BusReference? EventBusName);

/// <summary>Has a rule match events again. AWS: API_EnableRule.</summary>
[Operation<EventsApi>]
internal sealed class EnableRule(IRuleStore rules, IEventBusStore buses) : IOperation<EnableRuleRequest, Nothing>
{
    public static Access Requires(EnableRuleRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Name));

    public async ValueTask<Nothing> HandleAsync(EnableRuleRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        return await rules.EnableAsync(bus, request.Name, isEnabled: true, ct) ? new() : throw EventsErrors.RuleNotFound(bus, request.Name);
    }
}
