using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Adapters;
using Slipway.Tests.Support;
using Slipway.Workers;

namespace Slipway.Tests.Workers;

public sealed class WorkerTests : IAsyncDisposable
{
    private readonly FakeClock clock = new();
    private readonly WatchedClock watched;
    private readonly ProcessLeases leases = new();
    private readonly CountingWorker worker;

    public WorkerTests()
    {
        watched = new(clock);
        worker = new(leases, watched, NullLogger.Instance);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pass_comes_with_each_period()
    {
        await StartAsync();
        Assert.Equal(0, worker.Passes);
        await PassAsync();
        await PassAsync();
        Assert.Equal(2, worker.Passes);
    }

    [Fact]
    public async Task The_first_pass_may_come_sooner_than_a_period_and_the_next_does_not()
    {
        worker.First = TimeSpan.FromSeconds(30);
        await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        Assert.Equal(1, worker.Passes);
        await PassAsync();
        Assert.Equal(2, worker.Passes);
    }

    [Fact]
    public async Task A_failed_pass_is_followed_by_another()
    {
        worker.Fault = new InvalidOperationException("The disk is full.");
        await StartAsync();
        await PassAsync();
        await PassAsync();
        Assert.Equal(2, worker.Passes);
    }

    [Fact]
    public async Task No_pass_runs_while_another_holds_the_lease()
    {
        var other = await leases.TryTakeAsync("counting", TimeSpan.FromHours(1), Ct);
        await StartAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        Assert.Equal(0, worker.Passes);
        await other!.DisposeAsync();
        await PassAsync();
        Assert.Equal(1, worker.Passes);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(CancellationToken.None);
        worker.Dispose();
    }

    private async Task StartAsync()
    {
        await worker.StartAsync(Ct);
        await watched.IsTicking.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    private Task PassAsync() => PassAsync(TimeSpan.FromHours(1));

    private async Task PassAsync(TimeSpan after)
    {
        clock.Advance(after);
        Assert.True(await worker.Passed.WaitAsync(TimeSpan.FromSeconds(30), Ct));
    }

    /// <summary>Says when the worker has begun to wait: time that passes before is nobody's.</summary>
    private sealed class WatchedClock(FakeClock clock) : TimeProvider
    {
        private readonly TaskCompletionSource ticking = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsTicking => ticking.Task;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = clock.CreateTimer(callback, state, dueTime, period);
            ticking.TrySetResult();
            return timer;
        }
    }

    private sealed class CountingWorker(ILeases leases, TimeProvider clock, ILogger log) : Worker(leases, clock, log)
    {
        public int Passes { get; private set; }

        public SemaphoreSlim Passed { get; } = new(0);

        public Exception? Fault { get; set; }

        protected override string Name => "counting";

        protected override TimeSpan Period => TimeSpan.FromHours(1);

        public TimeSpan? First { get; set; }

        protected override TimeSpan FirstAfter => First ?? Period;

        protected override ValueTask RunOnceAsync(CancellationToken ct)
        {
            Passes++;
            Passed.Release();
            return Fault is null ? ValueTask.CompletedTask : throw Fault;
        }
    }
}
