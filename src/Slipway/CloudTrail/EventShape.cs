namespace Slipway.CloudTrail;

/// <param name="ReadOnly"><c>true</c> or <c>false</c>.</param>
/// <param name="CloudTrailEvent">The whole event, as JSON.</param>
internal sealed record EventShape(
    string? EventId,
    string? EventName,
    string? ReadOnly,
    string? AccessKeyId,
    DateTimeOffset? EventTime,
    string? EventSource,
    string? Username,
    IReadOnlyList<ResourceShape>? Resources,
    string? CloudTrailEvent);

internal sealed record ResourceShape(string? ResourceType, string? ResourceName);
