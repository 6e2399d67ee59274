namespace Slipway.Identity.MfaDevices;

/// <summary>
/// Keeps six digits from being found by trying. After five wrong codes in a row a device takes none for 30 seconds, and
/// twice as long after each further one, up to an hour; a right code forgets them. Kept in memory: a restart forgets too.
/// </summary>
internal sealed class MfaAttempts(TimeProvider clock)
{
    private const int Free = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Lock gate = new();

    // No more than there are devices: only those that exist are tried.
    private readonly Dictionary<string, (int Failures, DateTimeOffset NextAt)> devices = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt as failed before it is made, so that many at once are no more than as many in a row.</summary>
    /// <returns>false when the code must not even be looked at.</returns>
    public bool TryBegin(string serialNumber)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var (failures, nextAt) = devices.GetValueOrDefault(serialNumber);
            if (now < nextAt) return false;
            failures++;
            devices[serialNumber] = (failures, failures < Free ? default : now + WaitAfter(failures));
            return true;
        }
    }

    /// <summary>The code was right, or the device is gone.</summary>
    public void Forget(string serialNumber)
    {
        lock (gate) devices.Remove(serialNumber);
    }

    private static TimeSpan WaitAfter(int failures)
    {
        var wait = FirstWait * Math.Pow(2, Math.Min(failures - Free, 10));
        return wait < LongestWait ? wait : LongestWait;
    }
}
