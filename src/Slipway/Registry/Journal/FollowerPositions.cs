namespace Slipway.Registry.Journal;

/// <summary>
/// How far the followers have come, written down for all of them together and seldom: a change that concerns nobody is
/// to cost no write. What a crash finds unwritten comes again.
/// </summary>
internal sealed class FollowerPositions(IChangeJournal journal) : IDisposable
{
    private const long MillisecondsUnsaved = 500;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim saving = new(1);
    private Dictionary<string, long> unsaved = [];
    private long since;

    /// <summary>A follower has acted on everything up to a change. Costs nothing by itself.</summary>
    public void Pass(string follower, long position)
    {
        lock (gate)
        {
            if (unsaved.Count == 0) since = Environment.TickCount64;
            unsaved[follower] = position;
        }
    }

    /// <returns>When <see cref="SaveAsync"/> should be called; null while there is nothing to save.</returns>
    public TimeSpan? DueIn()
    {
        lock (gate) return unsaved.Count == 0 ? null : TimeSpan.FromMilliseconds(Math.Max(0, since + MillisecondsUnsaved - Environment.TickCount64));
    }

    /// <summary>When this returns, everything that had been passed is written down.</summary>
    public async ValueTask SaveAsync(CancellationToken ct)
    {
        await saving.WaitAsync(ct);
        try
        {
            await SaveAloneAsync(ct);
        }
        finally
        {
            saving.Release();
        }
    }

    public void Dispose() => saving.Dispose();

    private async ValueTask SaveAloneAsync(CancellationToken ct)
    {
        Dictionary<string, long> taken;
        lock (gate)
        {
            if (unsaved.Count == 0) return;
            (taken, unsaved) = (unsaved, []);
        }

        try
        {
            await journal.AdvanceAsync(taken, ct);
        }
        catch
        {
            // Somebody may have come further meanwhile.
            foreach (var (follower, position) in taken) PassAgain(follower, position);
            throw;
        }
    }

    private void PassAgain(string follower, long position)
    {
        lock (gate)
        {
            if (unsaved.Count == 0) since = Environment.TickCount64;
            unsaved.TryAdd(follower, position);
        }
    }
}
