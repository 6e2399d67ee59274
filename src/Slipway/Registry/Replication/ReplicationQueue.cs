using Slipway.Registry.Journal;

namespace Slipway.Registry.Replication;

/// <summary>Wakes the worker when there is something for it to do.</summary>
internal sealed class ReplicationQueue(IReplicationStore store, TimeProvider clock) : IReplicationWaker
{
    private readonly ChangeSignal signal = new();

    public async ValueTask AddAsync(ReplicationBatch batch, CancellationToken ct)
    {
        await store.QueueAsync(batch, clock.GetUtcNow(), ct);
        if (batch.Steps.Any(step => step.Task is not null)) Wake();
    }

    public async ValueTask AddAsync(IReadOnlyList<NewReplicationTask> tasks, CancellationToken ct)
    {
        await store.AddAsync(tasks, clock.GetUtcNow(), ct);
        Wake();
    }

    public void Wake() => signal.Raise();

    /// <inheritdoc cref="ChangeSignal.NextAsync"/>
    public Task NextAsync() => signal.NextAsync();
}
