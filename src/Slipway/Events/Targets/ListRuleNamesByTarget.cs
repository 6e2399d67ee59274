using Slipway.Events.Buses;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

internal sealed record ListRuleNamesByTargetRequest(
    [Length(1, 1600)] string TargetArn, BusReference? EventBusName, [Length(1, 2048)] string? NextToken, [Bounds(1, 100)] int? Limit);

internal sealed record ListRuleNamesByTargetResponse(IReadOnlyList<string> RuleNames, string? NextToken);

/// <summary>A page of the rules of a bus that have a target of an ARN, by name. AWS: API_ListRuleNamesByTarget.</summary>
[Operation<EventsApi>]
internal sealed class ListRuleNamesByTarget(ITargetStore targets, IEventBusStore buses, Listing pages)
    : IOperation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse>
{
    public static Access Requires(ListRuleNamesByTargetRequest request, Caller caller) => Access.On("*");

    public async ValueTask<ListRuleNamesByTargetResponse> HandleAsync(ListRuleNamesByTargetRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        var listing = $"events:ListRuleNamesByTarget {bus.Arn} {request.TargetArn}";
        var page = await targets.ListRuleNamesAsync(bus, request.TargetArn, pages.Begin(listing, request.NextToken), request.Limit ?? Listing.DefaultPage, ct);
        return new(page.Items, pages.Next(listing, page, name => name));
    }
}
