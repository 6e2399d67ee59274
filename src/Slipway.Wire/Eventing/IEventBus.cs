namespace Slipway.Wire.Eventing;

/// <summary>The default event bus of each account and region, as services of this server put events on it.</summary>
public interface IEventBus
{
    /// <summary>
    /// Takes the events; when this returns, those that a rule matches are durable and will be delivered. The same
    /// <see cref="ServiceEvent.Id"/> twice is one event.
    /// </summary>
    ValueTask PublishAsync(IReadOnlyCollection<ServiceEvent> events, CancellationToken ct);
}

/// <summary>An event ("Events" in the EventBridge user guide).</summary>
/// <param name="Id">A UUID, the same whenever the same event is published again.</param>
/// <param name="Source">Such as <c>aws.ecr</c>.</param>
/// <param name="DetailType">Such as <c>ECR Image Action</c>.</param>
/// <param name="Resources">ARNs.</param>
/// <param name="Detail">A JSON object.</param>
public sealed record ServiceEvent(
    Guid Id, string Account, string Region, string Source, string DetailType, IReadOnlyList<string> Resources, string Detail, DateTimeOffset Time);
