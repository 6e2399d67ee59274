using Slipway.Events.Buses;
using Slipway.Events.Patterns;
using Slipway.Kernel;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Rules;

internal sealed record PutRuleRequest(
    EntityName Name,
    [Length(0, 256)] string? ScheduleExpression,
    [Length(0, 4096)] string? EventPattern,
    RuleState? State,
    [Length(0, 512)] string? Description,
    [Length(1, 1600)] string? RoleArn,
    IReadOnlyList<TagShape>? Tags,
    BusReference? EventBusName);

internal sealed record PutRuleResponse(string RuleArn);

/// <summary>Makes a rule, or replaces it; its tags are set only when it is new. AWS: API_PutRule.</summary>
// Departs: schedules are refused: nothing here runs by a clock on a user's behalf yet.
[Operation<EventsApi>]
internal sealed class PutRule(IRuleStore rules, IEventBusStore buses, TimeProvider clock) : IOperation<PutRuleRequest, PutRuleResponse>
{
    public static Access Requires(PutRuleRequest request, Caller caller) => Access
        .On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Name))
        .Passing(request.RoleArn)
        .AlsoIf(request.Tags is { Count: > 0 }, "events:TagResource")
        .WithRequestTags(TagShape.Pairs(request.Tags));

    public async ValueTask<PutRuleResponse> HandleAsync(PutRuleRequest request, Caller caller, CancellationToken ct)
    {
        if (request.ScheduleExpression is { Length: > 0 }) throw EventsErrors.NotSupported("ScheduleExpression", "runs no schedules");
        if (request.EventPattern is not { Length: > 0 } pattern) throw EventsErrors.Invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        if (request.State is RuleState.EnabledWithAllCloudtrailManagementEvents) throw EventsErrors.NotSupported("State", "puts no events of CloudTrail on a bus");
        Check(pattern);
        RoleArns.Check(request.RoleArn, caller);
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        var rule = new Rule(
            bus, request.Name, pattern, request.State is not RuleState.Disabled, request.Description, request.RoleArn, TagShape.ToSet(request.Tags), clock.Now());
        return await rules.PutAsync(rule, ct) switch
        {
            RulePutting.Done => new(rule.Arn),
            RulePutting.NoSuchBus => throw EventsErrors.BusNotFound(bus.Name),
            _ => throw EventsErrors.QuotaExceeded(),
        };
    }

    private static void Check(string pattern)
    {
        try
        {
            EventPattern.Parse(pattern);
        }
        catch (PatternException wrong)
        {
            throw EventsErrors.InvalidPattern(wrong.Message);
        }
    }
}
