using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.Registry.Images;

/// <summary>
/// Gathers when images were pulled and writes the times in batches, off the path of the requests. ECR promises them at
/// a day's precision; here they lag by seconds, and a crash loses at most those of the last <see cref="Period"/>.
/// </summary>
public sealed partial class PullTimes(IImageStore images, TimeProvider clock, ILogger<PullTimes> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Beyond this many distinct images in one period, further ones go unrecorded instead of growing memory.
    private const int MostPending = 100_000;

    private ConcurrentDictionary<(long RepositoryId, Digest Digest), DateTimeOffset> pending = new();
    private int count;

    public void Note(long repositoryId, Digest digest)
    {
        var batch = pending;
        // Once a period is precise enough, and makes the usual case a look-up.
        if (batch.ContainsKey((repositoryId, digest)) || count >= MostPending) return;
        if (batch.TryAdd((repositoryId, digest), clock.GetUtcNow())) Interlocked.Increment(ref count);
    }

    /// <summary>Writes what has been gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken ct)
    {
        if (pending.IsEmpty) return;
        var batch = Interlocked.Exchange(ref pending, new());
        Interlocked.Exchange(ref count, 0);
        // A request that still holds the old batch may add to it while it is written: that pull is lost, as in a crash.
        await images.RecordPullsAsync([.. batch.Select(pull => new ImagePull(pull.Key.RepositoryId, pull.Key.Digest, pull.Value))], ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryFlushAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is left is written below.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    private async ValueTask TryFlushAsync(CancellationToken ct)
    {
        try
        {
            await FlushAsync(ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            FlushFailed(log, fault);
        }
    }

    [LoggerMessage(2100, LogLevel.Warning, "The times of the latest pulls could not be recorded")]
    private static partial void FlushFailed(ILogger log, Exception fault);
}
