using Slipway.Events.Buses;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Rules;

internal sealed record ListRulesRequest(EntityName? NamePrefix, BusReference? EventBusName, [Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? Limit);

internal sealed record ListRulesResponse(IReadOnlyList<RuleShape> Rules, string? NextToken);

/// <summary>A page of the rules of a bus, by name. AWS: API_ListRules.</summary>
[Operation<EventsApi>]
internal sealed class ListRules(IRuleStore rules, IEventBusStore buses, Listing pages) : IOperation<ListRulesRequest, ListRulesResponse>
{
    public static Access Requires(ListRulesRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListRulesResponse> HandleAsync(ListRulesRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        var prefix = request.NamePrefix?.ToString() ?? "";
        var listing = $"events:ListRules {bus.Arn} {prefix}";
        var page = await rules.ListAsync(bus, prefix, pages.Begin(listing, request.NextToken), request.Limit ?? Listing.DefaultPage, ct);
        return new([.. page.Items.Select(RuleShape.Of)], pages.Next(listing, page, rule => rule.Name.ToString()));
    }
}
