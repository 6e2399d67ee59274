namespace Slipway.Registry.Journal;

/// <summary>
/// Reads the journal once for all who follow it. The first change after a pause is read at once; while changes keep
/// coming, they are read several at a time.
/// </summary>
internal sealed class ChangeFeed(IChangeJournal journal, ChangeSignal signal) : IDisposable
{
    private const int Batch = 200;

    // Real time, not the clock's: it is about what this process spends.
    private const long MillisecondsBetween = 20;

    private readonly SemaphoreSlim reading = new(1);

    // What was read last: everything after one position up to another.
    private IReadOnlyList<RegistryChange> latest = [];
    private long after = -1, upTo = -1;

    // The signal that had not been raised when it was read; null when there was more than was read.
    private Task? wholeUntil;
    private long readAt;

    public FollowerPositions Positions { get; } = new(journal);

    /// <inheritdoc cref="IChangeJournal.BeginAsync"/>
    public ValueTask<long> BeginAsync(string follower, CancellationToken ct) => journal.BeginAsync(follower, ct);

    /// <summary>Waits until there are changes after a position, and meanwhile has positions saved that are due.</summary>
    public async ValueTask<IReadOnlyList<RegistryChange>> NextAsync(long position, CancellationToken ct)
    {
        while (true)
        {
            var due = Positions.DueIn();
            if (due == TimeSpan.Zero)
            {
                await Positions.SaveAsync(ct);
                continue;
            }

            var next = signal.NextAsync();
            var changes = await ReadAsync(position, next, ct);
            if (changes.Count > 0) return changes;
            await next.WaitAsync(due ?? Timeout.InfiniteTimeSpan, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            if (next.IsCompleted) await GatherAsync(ct);
        }
    }

    public void Dispose()
    {
        reading.Dispose();
        Positions.Dispose();
    }

    private async ValueTask<IReadOnlyList<RegistryChange>> ReadAsync(long position, Task next, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            if (position >= after && position < upTo) return [.. latest.SkipWhile(change => change.Id <= position)];
            if (position == upTo && ReferenceEquals(next, wholeUntil)) return [];

            var unraised = signal.NextAsync();
            var changes = await journal.ReadAsync(position, Batch, ct);
            // One who has fallen behind reads for itself.
            if (position < upTo) return changes;
            (latest, after, upTo) = (changes, position, changes.Count > 0 ? changes[^1].Id : position);
            wholeUntil = changes.Count < Batch ? unraised : null;
            if (changes.Count > 0) Volatile.Write(ref readAt, Environment.TickCount64);
            return changes;
        }
        finally
        {
            reading.Release();
        }
    }

    private async ValueTask GatherAsync(CancellationToken ct)
    {
        var left = Volatile.Read(ref readAt) + MillisecondsBetween - Environment.TickCount64;
        if (left > 0) await Task.Delay(TimeSpan.FromMilliseconds(left), ct);
    }
}
