using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry.RecycleBin;

/// <summary>Lets go of what has been in the recycle bin long enough; the collector frees its bytes with its next pass.</summary>
internal sealed partial class RecycleBinWorker(IRecycleBinStore store, ILeases leases, TimeProvider clock, ILogger<RecycleBinWorker> log) : Worker(leases, clock, log)
{
    // Other writers get their turn between two batches.
    private const int Batch = 100;

    private readonly TimeProvider clock = clock;

    protected override string Name => "recycle-bin";

    protected override TimeSpan Period => TimeSpan.FromMinutes(10);

    protected override TimeSpan FirstAfter => Soon;

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        var total = 0;
        while (await store.ExpireAsync(clock.GetUtcNow(), Batch, ct) is > 0 and var count) total += count;
        if (total > 0) Expired(log, total);
    }

    [LoggerMessage(3301, LogLevel.Information, "The time of {Count} images and repositories in the recycle bin ran out")]
    private static partial void Expired(ILogger log, int count);
}
