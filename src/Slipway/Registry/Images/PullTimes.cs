using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Workers;

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

    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1);
    private ConcurrentDictionary<(long RepositoryId, Digest Digest), DateTimeOffset> pending = new();
    private int count;

    public void Note(long repositoryId, Digest digest)
    {
        // Once a period is precise enough, and makes the usual case a look-up without a lock.
        if (pending.ContainsKey((repositoryId, digest))) return;
        lock (gate) Keep(new(repositoryId, digest, clock.GetUtcNow()));
    }

    /// <summary>Writes what has been gathered; what another call is writing at the moment is written too when this one ends.</summary>
    public async ValueTask FlushAsync(CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            if (!pending.IsEmpty) await WriteAsync(ct);
        }
        finally
        {
            writing.Release();
        }
    }

    public override void Dispose()
    {
        writing.Dispose();
        base.Dispose();
    }

    private async ValueTask WriteAsync(CancellationToken ct)
    {
        ImagePull[] batch;
        lock (gate)
        {
            batch = [.. pending.Select(pull => new ImagePull(pull.Key.RepositoryId, pull.Key.Digest, pull.Value))];
            (pending, count) = (new(), 0);
        }

        try
        {
            await images.RecordPullsAsync(batch, ct);
        }
        catch
        {
            // They go with the next batch.
            lock (gate)
            {
                foreach (var pull in batch) Keep(pull);
            }

            throw;
        }
    }

    private void Keep(ImagePull pull)
    {
        if (count < MostPending && pending.TryAdd((pull.RepositoryId, pull.Digest), pull.At)) count++;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new Ticks(Period, clock, stoppingToken);
        try
        {
            while (await ticks.NextAsync()) await TryFlushAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is left is written below.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The stop's own time may be up, when a client took it all: that is no reason to lose what one write keeps.
        using var patience = new CancellationTokenSource(LastWrite, clock);
        try
        {
            await FlushAsync(patience.Token);
        }
        catch (Exception fault)
        {
            FlushFailed(log, fault);
        }
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
