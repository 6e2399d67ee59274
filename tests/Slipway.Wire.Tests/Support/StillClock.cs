namespace Slipway.Wire.Tests.Support;

/// <summary>It is always noon; tests move what they send instead.</summary>
internal sealed class StillClock : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Noon;
}
