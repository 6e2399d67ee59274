using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Events.Rules;
using Slipway.Events.Targets;
using Slipway.Kernel;
using Slipway.Wire;

namespace Slipway.Events.Delivery;

/// <summary>One attempt to deliver, and what follows from it.</summary>
internal sealed partial class DeliveryAttempt(
    IDeliveryStore deliveries, ITargetStore targets, IRuleStore rules, IEnumerable<ITargetKind> kinds, IServiceRoles roles, TimeProvider clock, ILogger<DeliveryAttempt> log)
{
    public async ValueTask MakeAsync(PendingDelivery delivery, CancellationToken ct)
    {
        if (await targets.FindAsync(delivery.Bus, delivery.Rule, delivery.TargetId, ct) is not { } target)
        {
            await deliveries.RemoveAsync(delivery.Id, ct);
            return;
        }

        // It has moved to the lane of its target's new ARN since it was read.
        if (target.Arn != delivery.TargetArn) return;
        var attempts = delivery.Attempts + 1;
        var outcome = RetrySchedule.ExpiryOf(target, delivery) < clock.Now()
            ? DeliveryOutcome.Never("The event is older than the target's MaximumEventAgeInSeconds")
            : await DeliverAsync(delivery, target, ct);
        if (outcome.Reason is not { } reason)
        {
            await deliveries.RemoveAsync(delivery.Id, ct);
            return;
        }

        var now = clock.Now();
        if (!outcome.IsFinal && RetrySchedule.Next(target, delivery, attempts, outcome.RetryAfter, now) is { } next)
        {
            await deliveries.RetryAsync(delivery.Id, attempts, next, ct);
            return;
        }

        GivenUp(log, delivery.EventId, delivery.TargetArn, attempts, reason);
        await deliveries.GiveUpAsync(delivery.Id, attempts, reason, now, ct);
    }

    private async ValueTask<DeliveryOutcome> DeliverAsync(PendingDelivery delivery, Target target, CancellationToken ct)
    {
        if (!Arn.TryParse(target.Arn, out var arn) || kinds.FirstOrDefault(kind => kind.Takes(arn)) is not { } kind)
            return DeliveryOutcome.Never("This server sends no events to targets of this kind");
        var role = target.RoleArn ?? (await rules.FindAsync(delivery.Bus, delivery.Rule, ct))?.RoleArn;
        if (role is not null && kind.Action is { } action && !await roles.MayAsync(RoleArns.Service, role, action, target.Arn, delivery.Bus.Region, ct))
            return DeliveryOutcome.Never($"The role {role} is not one that {RoleArns.Service} may assume and that may {action} on the target");
        var whole = JsonElement.Parse(delivery.Event);
        return await kind.DeliverAsync(arn, target, delivery, TargetInput.Of(target, delivery, whole), ct);
    }

    [LoggerMessage(5201, LogLevel.Warning, "Gave up delivering event {EventId} to {Target} after {Attempts} attempts: {Reason}")]
    private static partial void GivenUp(ILogger log, string eventId, string target, int attempts, string reason);
}
