using Slipway.Wire.Shapes;

namespace Slipway.Events.Delivery;

/// <summary>An event that could not be delivered.</summary>
/// <param name="DeadLetterId">For RedriveDeadLetters.</param>
/// <param name="Event">The whole event, JSON.</param>
/// <param name="Reason">Of the last attempt.</param>
internal sealed record DeadLetterShape(
    string DeadLetterId, string RuleArn, string TargetId, string TargetArn, string EventId, string Event, int Attempts, string Reason,
    DateTimeOffset PublishedAt, DateTimeOffset GivenUpAt)
{
    public static DeadLetterShape Of(DeadLetter letter) => new(
        $"{letter.Id}", letter.Delivery.Bus.RuleArn(letter.Delivery.Rule), letter.Delivery.TargetId, letter.Delivery.TargetArn,
        letter.Delivery.EventId, letter.Delivery.Event, letter.Delivery.Attempts, letter.Reason, letter.Delivery.PublishedAt, letter.GivenUpAt);
}
