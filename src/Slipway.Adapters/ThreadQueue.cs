namespace Slipway.Adapters;

/// <summary>
/// Work for a thread of its own, which sleeps while there is none. What waits on tasks or channels from a thread spins
/// first, for longer than most pauses between two requests: under a steady trickle of work that costs more than the work.
/// </summary>
/// <param name="capacity">Whoever adds more than this waits until there is room.</param>
internal sealed class ThreadQueue<T>(int capacity) : IDisposable
{
    private readonly object gate = new();
    private readonly SemaphoreSlim room = new(capacity);
    private readonly Queue<T> waiting = [];
    private bool isSleeping, isComplete;

    /// <exception cref="ObjectDisposedException">It takes no more.</exception>
    public ValueTask AddAsync(T item, CancellationToken ct)
    {
        if (!room.Wait(0, ct)) return WaitAndAddAsync(item, ct);
        Add(item);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes what waits, at most so much; blocks while there is nothing. For one thread alone.</summary>
    /// <returns>false when nothing waits and nothing will.</returns>
    public bool Take(List<T> batch, int most)
    {
        int taken;
        lock (gate)
        {
            while (waiting.Count == 0 && !isComplete)
            {
                isSleeping = true;
                Monitor.Wait(gate);
            }

            isSleeping = false;
            taken = Math.Min(most, waiting.Count);
            for (var one = 0; one < taken; one++) batch.Add(waiting.Dequeue());
        }

        if (taken > 0) room.Release(taken);
        return taken > 0;
    }

    /// <summary>Takes no more; what waits can still be taken.</summary>
    public void Complete()
    {
        lock (gate)
        {
            isComplete = true;
            Monitor.PulseAll(gate);
        }
    }

    public void Dispose() => room.Dispose();

    private async ValueTask WaitAndAddAsync(T item, CancellationToken ct)
    {
        await room.WaitAsync(ct).ConfigureAwait(false);
        Add(item);
    }

    private void Add(T item)
    {
        lock (gate)
        {
            if (!isComplete)
            {
                waiting.Enqueue(item);
                if (isSleeping) Monitor.Pulse(gate);
                return;
            }
        }

        // The next who waits for room is to hear it too.
        room.Release();
        throw new ObjectDisposedException(nameof(ThreadQueue<T>));
    }
}
