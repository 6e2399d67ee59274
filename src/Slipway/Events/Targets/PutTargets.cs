using Slipway.Events.Buses;
using Slipway.Events.Delivery;
using Slipway.Events.Destinations;
using Slipway.Wire;
using Slipway.Wire.Shapes;

namespace Slipway.Events.Targets;

internal sealed record PutTargetsRequest(EntityName Rule, BusReference? EventBusName, [Items(1, 100)] IReadOnlyList<TargetShape> Targets);

internal sealed record PutTargetsResponse(int FailedEntryCount, IReadOnlyList<FailedTarget> FailedEntries);

/// <summary>A target that was not stored or removed (API_PutTargetsResultEntry).</summary>
internal sealed record FailedTarget(string TargetId, string ErrorCode, string ErrorMessage);

/// <summary>Says where a rule sends what it matches: web hooks (API destinations), and other event buses of the account. AWS: API_PutTargets.</summary>
// Departs: targets of other kinds are refused in FailedEntries until this server has their services, and so are dead-letter
// queues of SQS; ListDeadLetters tells what could not be delivered.
// Departs: the RoleArn of a target may be left out; then the server sends on its own behalf, and the caller must be allowed
// what the role would have to be: events:InvokeApiDestination or events:PutEvents on the target.
[Operation<EventsApi>]
internal sealed class PutTargets(ITargetStore targets, IEventBusStore buses, IEnumerable<ITargetKind> kinds, DeliverySignal signal)
    : IOperation<PutTargetsRequest, PutTargetsResponse>
{
    public static Access Requires(PutTargetsRequest request, Caller caller)
    {
        var access = Access.On(BusReference.Of(request.EventBusName, caller).RuleArn(request.Rule))
            .With("events:TargetArn", [.. request.Targets.Select(target => target.Arn).Distinct(StringComparer.Ordinal)]);
        foreach (var role in request.Targets.Select(target => target.RoleArn).OfType<string>().Distinct(StringComparer.Ordinal)) access.Passing(role);
        foreach (var target in request.Targets.Where(target => target.RoleArn is null).Select(target => target.Arn).Distinct(StringComparer.Ordinal))
        {
            if (ActionOn(target) is { } action) access.Also(action, target);
        }

        return access;
    }

    private static string? ActionOn(string target) => !Arn.TryParse(target, out var arn) ? null
        : ApiDestination.NameOf(arn) is not null ? ApiDestinationTarget.Invoking
        : BusKey.OfArn(arn) is not null ? EventBusTarget.Putting : null;

    public async ValueTask<PutTargetsResponse> HandleAsync(PutTargetsRequest request, Caller caller, CancellationToken ct)
    {
        var bus = await buses.RequireAsync(request.EventBusName, caller, ct);
        if (request.Targets.DistinctBy(target => target.Id).Count() != request.Targets.Count)
            throw EventsErrors.InvalidParameter("Targets", "A target id is given more than once.");
        List<Target> taken = [];
        List<FailedTarget> failed = [];
        foreach (var target in request.Targets)
        {
            if (!Arn.TryParse(target.Arn, out var arn)) throw EventsErrors.InvalidParameter(target.Arn, "Provided Arn is not in correct format.");
            TargetInput.Check(target);
            RoleArns.Check(target.RoleArn, caller);
            if (await FaultOfAsync(bus, arn, target, ct) is { } fault) failed.Add(new(target.Id.ToString(), fault.Code, fault.Message));
            else taken.Add(target.ToTarget());
        }

        switch (await targets.PutAsync(bus, request.Rule, taken, ct))
        {
            case TargetPutting.NoSuchRule: throw EventsErrors.RuleNotFound(bus, request.Rule);
            case TargetPutting.QuotaExceeded: throw EventsErrors.QuotaExceeded();
        }

        signal.Raise(taken.Select(target => target.Arn));
        return new(failed.Count, failed);
    }

    private async ValueTask<TargetFault?> FaultOfAsync(BusKey bus, Arn arn, TargetShape target, CancellationToken ct)
    {
        if (target.Unsupported() is { } member) return new("ValidationException", $"Target {target.Id}: this server has no targets that {member} is for.");
        return kinds.FirstOrDefault(kind => kind.Takes(arn)) is { } kind
            ? await kind.CheckAsync(bus, arn, target, ct)
            : new("ValidationException", $"Target {target.Id}: this server cannot send events to {target.Arn}; it sends them to API destinations and event buses.");
    }
}
