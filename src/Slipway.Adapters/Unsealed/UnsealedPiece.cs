namespace Slipway.Adapters.Unsealed;

/// <summary>A piece of a blob in plain. Everything but what is fixed is guarded by the set that it belongs to.</summary>
internal sealed class UnsealedPiece
{
    private readonly TaskCompletionSource<bool> filled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public UnsealedPiece(UnsealedBlob blob, long start, int length, UnsealedMemory memory)
    {
        (Blob, Start, Length, Memory) = (blob, start, length, memory);
        Place = new(this);
    }

    public UnsealedBlob Blob { get; }

    /// <summary>Where it is in the blob.</summary>
    public long Start { get; }

    /// <summary>Shorter than others only at the blob's end.</summary>
    public int Length { get; }

    public UnsealedMemory Memory { get; }

    /// <summary>Among those that can be found.</summary>
    public LinkedListNode<UnsealedPiece> Place { get; }

    /// <summary>Ends when its bytes are there, or with false when they could not be had.</summary>
    public Task<bool> Filled => filled.Task;

    /// <summary>Who has it lent, or is about to. While there are any it stays.</summary>
    public int Users { get; set; }

    /// <summary>Nobody finds it any more; it goes with its last user.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>A timestamp.</summary>
    public long UsedAt { get; set; }

    public void Fill(bool isWhole) => filled.SetResult(isWhole);
}
