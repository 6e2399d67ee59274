namespace Slipway.Registry.PullThrough;

/// <summary>
/// The last few megabytes of a stream, for those who read along. The writer never waits for a reader: who falls behind
/// finds that its bytes are gone. The last byte is held back until the whole is known to be right.
/// </summary>
internal sealed class BlobRing
{
    public const int Capacity = 4 << 20;

    private const int BlockSize = 128 << 10;

    private readonly Lock gate = new();
    private readonly Queue<byte[]> blocks = new();
    private TaskCompletionSource waiting = New();
    private byte[]? filling;
    private long start, written, released;
    private Exception? fault;
    private bool isEnded;

    /// <summary>Bytes so far.</summary>
    public long Written
    {
        get
        {
            lock (gate) return written;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            while (bytes.Length > 0)
            {
                var used = (int)(written % BlockSize);
                if (used == 0) Begin();
                var taken = Math.Min(bytes.Length, BlockSize - used);
                bytes[..taken].CopyTo(filling.AsSpan(used));
                bytes = bytes[taken..];
                written += taken;
            }

            released = Math.Max(0, written - 1);
            (wake, waiting) = (waiting, New());
        }

        wake.TrySetResult();
    }

    /// <summary>No more comes.</summary>
    /// <param name="fault">What went wrong; null when the whole is right and kept.</param>
    public void End(Exception? fault)
    {
        lock (gate)
        {
            (this.fault, isEnded) = (fault, true);
            if (fault is null) released = written;
        }

        waiting.TrySetResult();
    }

    /// <summary>Copies what is there at an offset, waiting until there is something.</summary>
    /// <returns>How many bytes; 0 at the end; null when they are gone from here, and are to be read from the blob once it is kept.</returns>
    public async ValueTask<int?> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (offset < start) return null;
                if (offset < released) return Copy(offset, buffer.Span);
                if (fault is not null) throw new IOException("The blob could not be fetched.", fault);
                if (isEnded) return 0;
                wait = waiting.Task;
            }

            await wait.WaitAsync(ct);
        }
    }

    private void Begin()
    {
        if (blocks.Count == Capacity / BlockSize)
        {
            filling = blocks.Dequeue();
            start += BlockSize;
        }
        else
        {
            filling = new byte[BlockSize];
        }

        blocks.Enqueue(filling);
    }

    private int Copy(long offset, Span<byte> buffer)
    {
        var index = (int)((offset - start) / BlockSize);
        var within = (int)((offset - start) % BlockSize);
        var count = (int)Math.Min(Math.Min(buffer.Length, BlockSize - within), released - offset);
        blocks.ElementAt(index).AsSpan(within, count).CopyTo(buffer);
        return count;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
