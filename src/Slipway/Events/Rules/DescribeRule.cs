using Slipway.Events.Buses;
using Slipway.Wire;

namespace Slipway.Events.Rules;

internal sealed record DescribeRuleRequest(EntityName Name, BusReference? EventBusName);

internal sealed record DescribeRuleResponse(
    string Name, string Arn, string? EventPattern, RuleState? State, string? Description, string? RoleArn, string EventBusName, string CreatedBy);

/// <summary>One rule, without its targets. AWS: API_DescribeRule.</summary>
[Operation<EventsApi>]
internal sealed class DescribeRule(IRuleStore rules, IEventBusStore buses) : IOperation<DescribeRuleRequest, DescribeRuleResponse>
{
    public static Access Requires(DescribeRuleRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Name));

    public async ValueTask<DescribeRuleResponse> HandleAsync(DescribeRuleRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        var rule = await rules.FindAsync(bus, request.Name, ct) ?? throw EventsErrors.RuleNotFound(bus, request.Name);
        return new(rule.Name.ToString(), rule.Arn, rule.Pattern, RuleShape.StateOf(rule), rule.Description, rule.RoleArn, bus.Name, bus.Account);
    }
}
