using Microsoft.Extensions.Logging;
using Slipway.Kms.Keys;
using Slipway.Workers;

namespace Slipway.Kms.Deletion;

/// <summary>Destroys the material of keys whose waiting period is over.</summary>
internal sealed partial class KeyDeletionWorker(IKeyStore keys, ILeases leases, TimeProvider clock, ILogger<KeyDeletionWorker> log)
    : Worker(leases, clock, log)
{
    private const int Batch = 100;

    private readonly TimeProvider clock = clock;
    private readonly ILogger log = log;

    protected override string Name => "key deletion";

    protected override TimeSpan Period => TimeSpan.FromMinutes(10);

    protected override TimeSpan FirstAfter => Soon;

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        while (await keys.DestroyDueAsync(clock.GetUtcNow(), Batch, ct) is { Count: > 0 } gone)
            foreach (var arn in gone) Destroyed(log, arn);
    }

    [LoggerMessage(3041, LogLevel.Information, "The waiting period of {Key} is over: its material was destroyed")]
    private static partial void Destroyed(ILogger log, string key);
}
