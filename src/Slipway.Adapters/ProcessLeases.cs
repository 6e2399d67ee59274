using System.Collections.Concurrent;
using Slipway.Workers;

namespace Slipway.Adapters;

/// <summary>Leases among the workers of one process: enough where one process owns the data folder.</summary>
internal sealed class ProcessLeases : ILeases
{
    private readonly ConcurrentDictionary<string, Lease> held = new(StringComparer.Ordinal);

    public ValueTask<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var lease = new Lease(this, name);
        return new(held.TryAdd(name, lease) ? lease : null);
    }

    private sealed class Lease(ProcessLeases owner, string name) : ILease
    {
        // It ends with the process, so it cannot be lost.
        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            owner.held.TryRemove(new(name, this));
            return ValueTask.CompletedTask;
        }
    }
}
