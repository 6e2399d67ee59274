using Microsoft.Extensions.Logging;
using Slipway.Wire.Audit;
using Slipway.Workers;

namespace Slipway.CloudTrail;

/// <summary>Lets go of events that are older than they are kept.</summary>
internal sealed partial class RetentionWorker(IAuditTrail trail, AuditOptions options, ILeases leases, TimeProvider clock, ILogger<RetentionWorker> log)
    : Worker(leases, clock, log)
{
    private readonly TimeProvider clock = clock;

    protected override string Name => "audit-retention";

    protected override TimeSpan Period => TimeSpan.FromHours(1);

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        var freed = await trail.TrimAsync(clock.GetUtcNow() - options.Retention, ct);
        if (freed > 0) Trimmed(log, freed);
    }

    [LoggerMessage(3301, LogLevel.Information, "Removed {Bytes} bytes of events that were kept long enough")]
    private static partial void Trimmed(ILogger log, long bytes);
}
