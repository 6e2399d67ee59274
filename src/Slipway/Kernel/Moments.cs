namespace Slipway.Kernel;

/// <summary>Moments as they are kept and as they are told.</summary>
internal static class Moments
{
    /// <summary>Now, to the millisecond, as the database keeps it: so that an answer and the next one say the same.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Without the fraction of its second: IAM and STS tell no more.</summary>
    public static DateTimeOffset ToSeconds(this DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds());
}
