namespace Slipway.Workers;

/// <summary>
/// The ticks of a period until a stop. They end then without an exception: a server has a dozen of these, a process of
/// tests thousands of servers, and an exception costs more than all else that a stop does to a worker.
/// </summary>
internal sealed class Ticks : IDisposable
{
    private readonly PeriodicTimer timer;
    private readonly CancellationTokenRegistration stop;

    public Ticks(TimeSpan period, TimeProvider clock, CancellationToken stopping)
    {
        timer = new(period, clock);
        stop = stopping.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer);
    }

    /// <returns>false when the stop has come.</returns>
    public ValueTask<bool> NextAsync() => timer.WaitForNextTickAsync(CancellationToken.None);

    /// <summary>Changes the period, if it is another one.</summary>
    public void GoOn(TimeSpan period)
    {
        if (timer.Period == period) return;
        try
        {
            timer.Period = period;
        }
        catch (ObjectDisposedException)
        {
            // The stop has come in between, and ends the ticks.
        }
    }

    public void Dispose()
    {
        stop.Dispose();
        timer.Dispose();
    }
}
