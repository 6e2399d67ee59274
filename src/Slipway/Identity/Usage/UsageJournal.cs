using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Wire;
using Slipway.Workers;

namespace Slipway.Identity.Usage;

/// <summary>
/// Gathers who used what, and writes it in batches off the path of the requests. IAM promises such times within hours;
/// here they lag by seconds, and a crash loses at most those of the last <see cref="Period"/>.
/// </summary>
internal sealed partial class UsageJournal(IUsageStore store, TimeProvider clock, ILogger<UsageJournal> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Beyond this many in one period, further ones go unrecorded instead of growing memory.
    private const int MostPending = 100_000;

    private ConcurrentDictionary<(UsageKind Kind, string Id, string Service), UsageNote> pending = new();

    /// <summary>Of each request whose signature or token was good, whatever is decided about it.</summary>
    public void NoteUse(Caller caller, string service)
    {
        var principal = caller.Principal;
        if (principal.Session is null) Note(UsageKind.AccessKey, principal.AccessKeyId, service, caller.Region);
        else if (principal.Kind is PrincipalKind.AssumedRole) Note(UsageKind.Role, principal.Session.IssuerId, "", caller.Region);
    }

    /// <summary>Of each request that was allowed.</summary>
    public void NoteAllowed(Caller caller, string service) =>
        Note(UsageKind.Service, caller.Principal.Session?.IssuerId ?? caller.Principal.UserId, service, caller.Region);

    /// <summary>Writes what has been gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken ct)
    {
        if (pending.IsEmpty) return;
        var batch = Interlocked.Exchange(ref pending, new());
        try
        {
            await store.RecordAsync([.. batch.Values], ct);
        }
        catch
        {
            // They go with the next batch, unless a later use is noted already.
            foreach (var (key, note) in batch) pending.TryAdd(key, note);
            throw;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
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
            // Stopping: what is left is written by StopAsync.
        }
    }

    // The first of a period is precise enough, and makes the usual case a look-up without a lock.
    private void Note(UsageKind kind, string id, string service, string region)
    {
        var known = Volatile.Read(ref pending);
        if (id.Length == 0 || known.ContainsKey((kind, id, service)) || known.Count >= MostPending) return;
        known.TryAdd((kind, id, service), new(kind, id, service, region, clock.GetUtcNow()));
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

    [LoggerMessage(4100, LogLevel.Warning, "The latest uses of keys and roles could not be recorded")]
    private static partial void FlushFailed(ILogger log, Exception fault);
}
