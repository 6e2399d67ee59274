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

    // Only what exists is tried, but users and devices can be made and deleted without end: past so many, those go that
    // nobody has tried for a day.
    private const int MostTargets = 10_000;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1), SweepPause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (int Failures, DateTimeOffset NextAt, DateTimeOffset LastAt)> targets = new(StringComparer.Ordinal);

    private DateTimeOffset sweptAt;

    /// <summary>How many targets are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate) return targets.Count;
        }
    }

    /// <summary>Counts an attempt as failed before it is made, so that many at once are no more than as many in a row.</summary>
    /// <param name="target">What is tried: a serial number, a user's id.</param>
    /// <returns>false when what was given must not even be looked at.</returns>
    public bool TryBegin(string target)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (targets.Count >= MostTargets) Sweep(now);
            var (failures, nextAt, _) = targets.GetValueOrDefault(target);
            if (now < nextAt) return false;
            failures++;
            targets[target] = (failures, failures < Free ? default : now + WaitAfter(failures), now);
            return true;
        }
    }

    /// <summary>The attempt was right.</summary>
    public void Forget(string target)
    {
        lock (gate) targets.Remove(target);
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - sweptAt < SweepPause) return;
        sweptAt = now;
        foreach (var (target, (_, _, lastAt)) in targets)
        {
            if (now - lastAt > Memory) targets.Remove(target);
        }
    }

    private static TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - Free, 10));
        return wait < LongestWait ? wait : LongestWait;
    }
}
