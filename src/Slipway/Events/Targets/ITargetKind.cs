using Slipway.Events.Delivery;
using Slipway.Wire;

namespace Slipway.Events.Targets;

/// <summary>
/// A kind of thing that events can be sent to: web hooks, other event buses. A service of this server that becomes a
/// target adds an implementation, and nothing else changes.
/// </summary>
internal interface ITargetKind
{
    /// <summary>Whether the ARN is of this kind; whether there is such a thing is asked afterwards.</summary>
    bool Takes(Arn arn);

    /// <summary>Asked before a target is stored.</summary>
    /// <returns>Why it cannot be one; null when it can.</returns>
    ValueTask<TargetFault?> CheckAsync(BusKey bus, Arn arn, TargetShape target, CancellationToken ct);

    /// <summary>The action that the target's role must be allowed on its ARN; null for what is sent on the server's own behalf.</summary>
    string? Action { get; }

    /// <summary>One attempt. Whatever may go wrong on the other side is an outcome, no exception.</summary>
    /// <param name="input">What is to be sent, JSON.</param>
    ValueTask<DeliveryOutcome> DeliverAsync(Arn arn, Target target, PendingDelivery delivery, string input, CancellationToken ct);
}

/// <summary>Why a target was not stored, as PutTargets answers it.</summary>
internal sealed record TargetFault(string Code, string Message);
