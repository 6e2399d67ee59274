namespace Slipway.CloudTrail;

/// <summary>How much of the past is kept; whichever limit is reached first counts.</summary>
/// <param name="Retention">How long events are kept.</param>
/// <param name="MaxSize">Bytes of all events together.</param>
internal sealed record AuditOptions(TimeSpan Retention, long MaxSize)
{
    public static AuditOptions Default { get; } = new(TimeSpan.FromDays(90), 1L << 30);
}
