using System.Diagnostics.Metrics;

namespace Slipway.Events.Publishing;

/// <param name="MostBytes">What the events of one account may take, those on their way and dead letters, of each target by itself.</param>
public sealed record EventLimits(long MostBytes)
{
    public static EventLimits Default { get; } = new(1L << 30);
}

/// <summary>What happened to events, counted.</summary>
internal sealed class EventMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway");
    private long dropped;

    public EventMetrics() => meter.CreateObservableCounter(
        "slipway.events.dropped", () => Interlocked.Read(ref dropped), "{event}", "Events of this server that an account had no room for");

    public void CountDropped(int count) => Interlocked.Add(ref dropped, count);

    public void Dispose() => meter.Dispose();
}
