using Microsoft.Extensions.Logging;
using Slipway.Adapters.Blobs;
using Slipway.Workers;

namespace Slipway.Adapters.Sealing;

/// <summary>Encrypts in the background what lies there in plain.</summary>
internal sealed partial class SealingWorker(PlainSealing sealing, FileSystemBlobStore store, ILeases leases, TimeProvider clock, ILogger<SealingWorker> log)
    : Worker(leases, clock, log)
{
    protected override string Name => "sealing";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        if (!store.SealsShared || !store.Layout.HasPlain) return;
        var report = await sealing.RunAsync(ct);
        if (report != default) Sealed(log, report.Blobs, report.Bytes, report.Damaged);
    }

    [LoggerMessage(3040, LogLevel.Information, "Encrypted {Blobs} blobs that lay there in plain ({Bytes} bytes); {Damaged} were damaged and set aside")]
    private static partial void Sealed(ILogger log, int blobs, long bytes, int damaged);
}
