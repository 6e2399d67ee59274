namespace Slipway.Tests.Support;

/// <summary>
/// A clock that stands still until it is moved. Its timers run in real time, and moving the clock moves them along, so
/// that nothing hangs that waits for one and nothing has to wait for long.
/// </summary>
internal sealed class FakeClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private TimeSpan moved;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Start + moved;
    }

    public void Advance(TimeSpan by)
    {
        FakeTimer[] running;
        lock (gate)
        {
            moved += by;
            running = [.. timers];
        }

        foreach (var timer in running) timer.Hurry(by);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        lock (gate) timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer : ITimer
    {
        private readonly Lock gate = new();
        private readonly FakeClock clock;
        private readonly ITimer real;
        private long setAt;
        private TimeSpan due;
        private TimeSpan period;

        public FakeTimer(FakeClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            real = System.CreateTimer(_ => Fire(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                (due, this.period, setAt) = (dueTime, period, System.GetTimestamp());
                return real.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        public void Hurry(TimeSpan by)
        {
            lock (gate)
            {
                if (due == Timeout.InfiniteTimeSpan) return;
                var left = due - System.GetElapsedTime(setAt) - by;
                (due, setAt) = (left > TimeSpan.Zero ? left : TimeSpan.Zero, System.GetTimestamp());
                real.Change(due, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire(TimerCallback callback, object? state)
        {
            lock (gate)
            {
                (due, setAt) = (period, System.GetTimestamp());
                if (period > TimeSpan.Zero) real.Change(period, Timeout.InfiniteTimeSpan);
                else due = Timeout.InfiniteTimeSpan;
            }

            callback(state);
        }
    }
}
