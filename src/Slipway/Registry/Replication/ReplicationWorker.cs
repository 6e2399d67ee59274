using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.Replication;

/// <summary>Works the queue off: what is due, some tasks of each route at a time, so that a slow destination holds up no other.</summary>
internal sealed partial class ReplicationWorker(
    IReplicationStore store, ReplicationQueue queue, BackfillSearch backfills, ReplicationAttempt attempt, ILeases leases, TimeProvider clock, ILogger<ReplicationWorker> log) : SteadyWorker(leases, log)
{
    private const int MostOfRoute = 4, Most = 32;

    private readonly ConcurrentDictionary<long, (ReplicationRoute Route, Task Work)> running = [];

    // Where the next round begins, so that every route has its turn.
    private int turn;

    protected override string LeaseName => "replication";

    protected override async ValueTask WorkUntilLostAsync(CancellationToken lost)
    {
        try
        {
            while (!lost.IsCancellationRequested)
            {
                var woken = queue.NextAsync();
                var isSearching = await backfills.SearchAsync(lost);
                var next = await StartDueAsync(lost);
                if (isSearching) continue;
                using var round = CancellationTokenSource.CreateLinkedTokenSource(lost);
                var pause = next is { } due ? due - clock.GetUtcNow() : Timeout.InfiniteTimeSpan;
                if (next is null || pause > TimeSpan.Zero) await Task.WhenAny(woken, Task.Delay(pause, clock, round.Token));
                await round.CancelAsync();
            }
        }
        finally
        {
            await Task.WhenAll(running.Values.Select(task => task.Work)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>When to look again if nothing happens before; null for never.</returns>
    private async ValueTask<DateTimeOffset?> StartDueAsync(CancellationToken ct)
    {
        DateTimeOffset? next = null;
        var routes = await store.ListRoutesAsync(ct);
        if (routes.Count > 0) turn = (turn + 1) % routes.Count;
        for (var i = 0; i < routes.Count; i++)
        {
            var route = routes[(turn + i) % routes.Count];
            var now = clock.GetUtcNow();
            var room = Math.Min(MostOfRoute - running.Values.Count(task => task.Route == route), Most - running.Count);
            if (room <= 0) continue;
            // Those that are running are still in the list.
            var due = (await store.ListDueAsync(route, now, 2 * MostOfRoute, ct)).Where(task => !running.ContainsKey(task.Id)).ToList();
            foreach (var task in due.Take(room)) Start(task, ct);
            if (due.Count < room && await store.FindNextDueAsync(route, now, ct) is { } later && (next is null || later < next)) next = later;
        }

        return next;
    }

    private void Start(ReplicationTask task, CancellationToken ct)
    {
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[task.Id] = (task.What.Route, RunAsync(task, begin.Task, ct));
        begin.SetResult();
    }

    // Begins only once it is known to be running, so that its end cannot come before.
    private async Task RunAsync(ReplicationTask task, Task begin, CancellationToken ct)
    {
        await begin;
        try
        {
            await attempt.RunAsync(task, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            WorkFailed(log, fault);
            // The store itself failed: the task is still due, and would be at once again.
            await Task.Delay(Retry, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            running.TryRemove(task.Id, out _);
            queue.Wake();
        }
    }

    [LoggerMessage(3302, LogLevel.Error, "The replication queue could not be worked off; it will be tried again")]
    private static partial void WorkFailed(ILogger log, Exception fault);
}
