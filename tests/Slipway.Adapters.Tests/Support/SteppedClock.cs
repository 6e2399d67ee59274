namespace Slipway.Adapters.Tests.Support;

/// <summary>A clock that stands still until it is told to move.</summary>
public sealed class SteppedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
