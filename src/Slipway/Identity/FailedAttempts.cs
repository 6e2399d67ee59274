namespace Slipway.Identity;

/// <summary>
/// Keeps codes and passwords from being found by trying. After five wrong ones in a row none is looked at for 30 seconds,
/// and twice as long after each further one, up to an hour; a right one forgets them. Kept in memory: a restart forgets too.
/// </summary>
internal sealed class FailedAttempts(TimeProvider clock)
{
    private const int Free = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Lock gate = new();

    // No more than there are devices and users: only what exists is tried.
    private readonly Dictionary<string, (int Failures, DateTimeOffset NextAt)> targets = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt as failed before it is made, so that many at once are no more than as many in a row.</summary>
    /// <param name="target">What is tried: a serial number, a user's id.</param>
    /// <returns>false when what was given must not even be looked at.</returns>
    public bool TryBegin(string target)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var (failures, nextAt) = targets.GetValueOrDefault(target);
            if (now < nextAt) return false;
            failures++;
            targets[target] = (failures, failures < Free ? default : now + WaitAfter(failures));
            return true;
        }
    }

    /// <summary>The attempt was right.</summary>
    public void Forget(string target)
    {
        lock (gate) targets.Remove(target);
    }

    private static TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - Free, 10));
        return wait < LongestWait ? wait : LongestWait;
    }
}
