using Slipway.Events.Targets;

namespace Slipway.Events.Delivery;

/// <summary>
/// When an attempt that failed is made again ("How EventBridge retries delivering events"): later each time, up to eight
/// minutes, which makes the most attempts fill the longest age of a day; a fifth earlier or later, so that what failed
/// together does not come again together.
/// </summary>
internal static class RetrySchedule
{
    private const int MostAttempts = 185, MostAge = 86_400;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(8), LongestAsked = TimeSpan.FromHours(1);

    /// <param name="attempts">Made so far, the one that failed included.</param>
    /// <param name="asked">What the other side asks for.</param>
    /// <returns>null when there is to be no other.</returns>
    public static DateTimeOffset? Next(Target target, PendingDelivery delivery, int attempts, TimeSpan? asked, DateTimeOffset now)
    {
        if (attempts > (target.MaximumRetryAttempts ?? MostAttempts)) return null;
        var next = now + (asked is { } wish && wish > TimeSpan.Zero ? Min(wish, LongestAsked) : Delay(delivery.Id, attempts));
        return next > ExpiryOf(target, delivery) ? null : next;
    }

    public static DateTimeOffset ExpiryOf(Target target, PendingDelivery delivery) =>
        delivery.PublishedAt + TimeSpan.FromSeconds(target.MaximumEventAgeInSeconds ?? MostAge);

    public static TimeSpan Delay(long id, int attempts)
    {
        var delay = attempts >= 10 ? Longest : Min(First * Math.Pow(2, attempts - 1), Longest);
        var chance = unchecked((ulong)((id * 31) + attempts) * 0x9E3779B97F4A7C15UL) >> 40;
        return delay * (0.8 + (0.4 * chance / (1UL << 24)));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
