using Microsoft.Extensions.Logging;
using Slipway.Workers;

namespace Slipway.SecretsManager;

/// <summary>Destroys secrets once the time in which they could be restored is over.</summary>
internal sealed partial class SecretPurge(ISecretStore store, ILeases leases, TimeProvider clock, ILogger<SecretPurge> log) : Worker(leases, clock, log)
{
    private const int Batch = 100;

    private readonly TimeProvider clock = clock;

    protected override string Name => "secret-purge";

    protected override TimeSpan Period => TimeSpan.FromMinutes(10);

    protected override TimeSpan FirstAfter => Soon;

    protected override async ValueTask RunOnceAsync(CancellationToken ct)
    {
        IReadOnlyList<Secret> gone;
        do
        {
            gone = await store.PurgeAsync(clock.GetUtcNow(), Batch, ct);
            foreach (var secret in gone) Destroyed(log, secret.Arn);
        }
        while (gone.Count == Batch);
    }

    [LoggerMessage(3401, LogLevel.Information, "Destroyed the secret {Arn}, whose recovery window is over")]
    private static partial void Destroyed(ILogger log, string arn);
}
