using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Workers;

/// <summary>
/// Work in the background without a period: it goes on as long as this node holds its lease. What breaks it off is logged,
/// and it is begun again.
/// </summary>
internal abstract partial class SteadyWorker(ILeases leases, ILogger log) : BackgroundService
{
    // Real time, not the clock's: both are about this process, not about what it keeps.
    protected static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LeaseDuration = TimeSpan.FromSeconds(30);

    protected abstract string LeaseName { get; }

    /// <param name="lost">Also when the server stops.</param>
    protected abstract ValueTask WorkUntilLostAsync(CancellationToken lost);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Away from the start of the program.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lease = await leases.TryTakeAsync(LeaseName, LeaseDuration, stoppingToken);
                if (lease is not null)
                {
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
                    await WorkUntilLostAsync(either.Token);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                BrokenOff(log, LeaseName, fault);
            }

            await Task.Delay(Retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(3002, LogLevel.Error, "The work of {Worker} broke off; it will be begun again")]
    private static partial void BrokenOff(ILogger log, string worker, Exception fault);
}
