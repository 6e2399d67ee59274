namespace Slipway.Adapters.Unsealed;

/// <summary>The memory that pieces are put in: <paramref name="capacity"/> bytes at most, taken from the system when they are needed. One caller at a time.</summary>
internal sealed class UnsealedRoom(long capacity)
{
    // What was used last is taken first.
    private readonly Stack<UnsealedMemory> free = [];

    /// <summary>Bytes that are taken from the system now.</summary>
    public long Held { get; private set; }

    public bool IsFull => free.Count == 0 && Held + UnsealedMemory.Size > capacity;

    /// <returns>null when there is none.</returns>
    public UnsealedMemory? Take()
    {
        if (free.TryPop(out var memory)) return memory;
        if (IsFull || UnsealedMemory.TryCreate() is not { } created) return null;
        Held += UnsealedMemory.Size;
        return created;
    }

    /// <summary>Nobody reads it any more, and nobody will.</summary>
    public void Return(UnsealedMemory memory) => free.Push(memory);

    /// <summary>What is not in use goes back to the system.</summary>
    public void GiveBack()
    {
        while (free.TryPop(out var memory))
        {
            memory.Free();
            Held -= UnsealedMemory.Size;
        }
    }
}
