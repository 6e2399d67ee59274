using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Workers;

/// <summary>
/// Work in the background: a named loop with a period. It never overlaps itself, one node runs it at a time, and a
/// pass that failed is logged and tried again with the next period.
/// </summary>
internal abstract partial class Worker(ILeases leases, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>After the start of a server, and yet soon.</summary>
    protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    protected abstract string Name { get; }

    protected abstract TimeSpan Period { get; }

    /// <summary>When the first pass comes, after the start. Sooner than a period where what became due while the server was down should not wait for one.</summary>
    protected virtual TimeSpan FirstAfter => Period;

    protected abstract ValueTask RunOnceAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new Ticks(FirstAfter, clock, stoppingToken);
        while (await ticks.NextAsync())
        {
            ticks.GoOn(Period);
            try
            {
                await using var lease = await leases.TryTakeAsync(Name, Period, stoppingToken);
                if (lease is null) continue;
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                await RunOnceAsync(either.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                PassFailed(log, Name, fault);
            }
        }
    }

    [LoggerMessage(3001, LogLevel.Error, "A pass of {Worker} failed; it will be tried again")]
    private static partial void PassFailed(ILogger log, string worker, Exception fault);
}
