using Microsoft.Extensions.Logging;
using Slipway.Kernel;

namespace Slipway.Events.Delivery;

/// <summary>Delivers what waits for one target, some at a time, as fast as its rate allows.</summary>
internal sealed partial class DeliveryLane(
    string target, IDeliveryStore deliveries, DeliveryAttempt attempt, TargetRates rates, TimeProvider clock, ILogger log)
{
    private const int AtOnce = 16;

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isOver;

    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Start(Action<DeliveryLane> ended, CancellationToken ct) => Ended = Task.Run(() => RunAsync(ended, ct), CancellationToken.None);

    /// <returns>false when it has ended, or will without looking again.</returns>
    public bool TryWake()
    {
        lock (gate)
        {
            if (isOver) return false;
            woken.TrySetResult();
            return true;
        }
    }

    private async Task RunAsync(Action<DeliveryLane> ended, CancellationToken ct)
    {
        try
        {
            while (await StepAsync(ct))
            {
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        finally
        {
            lock (gate) isOver = true;
            ended(this);
        }
    }

    /// <returns>false when nothing waits any more.</returns>
    private async ValueTask<bool> StepAsync(CancellationToken ct)
    {
        Task next;
        lock (gate)
        {
            if (woken.Task.IsCompleted) woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
            next = woken.Task;
        }

        try
        {
            var waiting = await deliveries.ListAsync(target, AtOnce, ct);
            var now = clock.Now();
            var due = waiting.TakeWhile(delivery => delivery.DueAt <= now).ToList();
            if (due.Count > 0) await Task.WhenAll(due.Select(delivery => MakeAsync(delivery, ct)));
            else if (waiting.Count > 0) await WaitAsync(next, waiting[0].DueAt - now, ct);
            else return !MayEnd(next);
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LaneFailed(log, target, fault);
            await Task.Delay(AfterFault, clock, ct);
        }

        return true;
    }

    private async Task MakeAsync(PendingDelivery delivery, CancellationToken ct)
    {
        await rates.WaitAsync(target, ct);
        await attempt.MakeAsync(delivery, ct);
    }

    private async ValueTask WaitAsync(Task next, TimeSpan delay, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(next, Task.Delay(delay, clock, over.Token));
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private bool MayEnd(Task next)
    {
        lock (gate) return isOver = !next.IsCompleted;
    }

    [LoggerMessage(5203, LogLevel.Error, "Delivering events to {Target} failed; it will be tried again")]
    private static partial void LaneFailed(ILogger log, string target, Exception fault);
}
