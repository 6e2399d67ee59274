using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.Registry;

/// <summary>Runs the collector by itself. Orphans come from crashes, so it looks for them in its first pass, and once a day.</summary>
internal sealed partial class CollectionWorker(
    GarbageCollector collector,
    CollectorOptions options,
    ILeases leases,
    TimeProvider clock,
    ILogger<CollectionWorker> log) : Worker(leases, clock, log)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromDays(1);

    private readonly TimeProvider clock = clock;
    private DateTimeOffset? sweptAt;

    protected override string Name => "registry-collection";

    protected override TimeSpan Period => options.Period;

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var sweep = sweptAt is not { } last || now - last >= SweepPeriod;
        var report = await collector.RunAsync(sweep, ct);
        if (sweep) sweptAt = now;
        if (!report.IsEmpty) Collected(log, report.BlobsDeleted, report.BytesFreed, report.LinksRemoved, report.UploadsExpired, report.OrphansSwept, report.ReferrersDeleted);
    }

    [LoggerMessage(3101, LogLevel.Information, "Collected {Blobs} blobs ({Bytes} bytes), {Links} links, {Uploads} uploads, {Orphans} orphaned files, {Referrers} referrers")]
    private static partial void Collected(ILogger log, int blobs, long bytes, int links, int uploads, int orphans, int referrers);
}
