namespace Slipway.Events.Delivery;

/// <summary>An event on its way to one target of a rule that matched it.</summary>
/// <param name="Id">Given by the store; 0 before it is added.</param>
/// <param name="TargetArn">Deliveries to one ARN wait for each other; those to others never.</param>
/// <param name="Event">The whole event, JSON.</param>
/// <param name="Attempts">Made so far.</param>
internal sealed record PendingDelivery(
    long Id, BusKey Bus, EntityName Rule, string TargetId, string TargetArn, string EventId, string Event, int Attempts, DateTimeOffset PublishedAt, DateTimeOffset DueAt);

/// <summary>One that was given up.</summary>
/// <param name="Id">In the order of giving up.</param>
internal sealed record DeadLetter(long Id, PendingDelivery Delivery, string Reason, DateTimeOffset GivenUpAt);

/// <summary>What became of an attempt.</summary>
/// <param name="Reason">null when it arrived.</param>
/// <param name="IsFinal">Trying again would be of no use.</param>
/// <param name="RetryAfter">What the other side asks for; at most an hour is obeyed.</param>
internal readonly record struct DeliveryOutcome(string? Reason, bool IsFinal, TimeSpan? RetryAfter)
{
    public static DeliveryOutcome Arrived => default;

    public static DeliveryOutcome Later(string reason, TimeSpan? after) => new(reason, false, after);

    public static DeliveryOutcome Never(string reason) => new(reason, true, null);
}
