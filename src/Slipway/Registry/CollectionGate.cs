namespace Slipway.Registry;

/// <summary>
/// Lets one pass of the collector run at a time, and none while a backup copies or a verification looks again. Pushes
/// and pulls do not care.
/// </summary>
internal sealed class CollectionGate : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Waits for the pass under way; until the answer is disposed no other begins.</summary>
    public async ValueTask<IDisposable> CloseAsync(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        return new Closed(gate);
    }

    public void Dispose() => gate.Dispose();

    private sealed class Closed(SemaphoreSlim gate) : IDisposable
    {
        private int isOpen;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOpen, 1) == 0) gate.Release();
        }
    }
}
