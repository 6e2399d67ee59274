namespace Slipway.Adapters.Sealing;

/// <summary>Counts the changes of keys, so that what is remembered of them is not used past one.</summary>
internal sealed class KeyChanges
{
    private long count;

    /// <summary>After each, before whoever asked for the change is answered.</summary>
    public event Action? Changed;

    public long Count => Volatile.Read(ref count);

    public void Bump()
    {
        Interlocked.Increment(ref count);
        Changed?.Invoke();
    }
}
