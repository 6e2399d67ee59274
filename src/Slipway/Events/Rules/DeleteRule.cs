using Slipway.Events.Buses;
using Slipway.Wire;

namespace Slipway.Events.Rules;

internal sealed record DeleteRuleRequest(EntityName Name, BusReference? EventBusName, bool? Force);

/// <summary>Deletes a rule that has no targets; one that is not there is no error. AWS: API_DeleteRule.</summary>
[Operation<EventsApi>]
internal sealed class DeleteRule(IRuleStore rules, IEventBusStore buses) : IOperation<DeleteRuleRequest, Nothing>
{
    public static Access Requires(DeleteRuleRequest request, Caller caller) =>
        Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Name));

    public async ValueTask<Nothing> HandleAsync(DeleteRuleRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        if (await rules.DeleteAsync(bus, request.Name, ct) is RuleDeletion.HasTargets) throw EventsErrors.Invalid("Rule can't be deleted since it has targets.");
        return new();
    }
}
