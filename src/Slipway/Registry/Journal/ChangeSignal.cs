namespace Slipway.Registry.Journal;

/// <summary>Wakes those who follow the journal, after a change is on the disk. Costs the one who changed nothing while nobody waits.</summary>
public sealed class ChangeSignal
{
    private TaskCompletionSource? waiting;

    public void Raise() => Interlocked.Exchange(ref waiting, null)?.TrySetResult();

    /// <summary>Ends with the next <see cref="Raise"/>: take it first, then look whether there is anything, then wait for it.</summary>
    public Task NextAsync()
    {
        while (true)
        {
            if (Volatile.Read(ref waiting) is { } known) return known.Task;
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref waiting, mine, null) is null) return mine.Task;
        }
    }
}
