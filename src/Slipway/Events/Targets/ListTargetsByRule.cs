using Slipway.Events.Buses;
using Slipway.Events.Rules;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

internal sealed record ListTargetsByRuleRequest(EntityName Rule, BusReference? EventBusName, [Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? Limit);

internal sealed record ListTargetsByRuleResponse(IReadOnlyList<TargetShape> Targets, string? NextToken);

/// <summary>A page of the targets of a rule, by id. AWS: API_ListTargetsByRule.</summary>
[Operation<EventsApi>]
internal sealed class ListTargetsByRule(ITargetStore targets, IRuleStore rules, IEventBusStore buses, Listing pages)
    : IOperation<ListTargetsByRuleRequest, ListTargetsByRuleResponse>
{
    public static Access Requires(ListTargetsByRuleRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Rule));

    public async ValueTask<ListTargetsByRuleResponse> HandleAsync(ListTargetsByRuleRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        if (await rules.FindAsync(bus, request.Rule, ct) is not { } rule) throw EventsErrors.RuleNotFound(bus, request.Rule);
        var listing = $"events:ListTargetsByRule {rule.Arn}";
        var page = await targets.ListAsync(bus, request.Rule, pages.Begin(listing, request.NextToken), request.Limit ?? Listing.DefaultPage, ct);
        return new([.. page.Items.Select(TargetShape.Of)], pages.Next(listing, page, target => target.Id));
    }
}
