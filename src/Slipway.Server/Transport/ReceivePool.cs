using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Server.Transport;

/// <summary>
/// The memory that connections receive into, in blocks of 64 KiB instead of the server's 4 KiB: a layer then arrives
/// in a sixteenth of the system calls. A connection holds a block only while something is being received. At most
/// 16 MiB are kept between uses.
/// </summary>
internal sealed class ReceivePool : MemoryPool<byte>
{
    private const int BlockSize = 64 * 1024;
    private const int MostKept = 256;

    private readonly Lock gate = new();

    // Last in, first out: what was used last is still in the processor's cache.
    private readonly Stack<Block> free = new(MostKept);

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        lock (gate)
        {
            if (!free.TryPop(out var block)) block = new(this);
            block.IsRented = true;
            return block;
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate) free.Clear();
    }

    private void Return(Block block)
    {
        lock (gate)
        {
            // Given back twice, it would be lent twice.
            if (!block.IsRented) return;
            block.IsRented = false;
            if (free.Count < MostKept) free.Push(block);
        }
    }

    private sealed class Block(ReceivePool pool) : IMemoryOwner<byte>
    {
        public bool IsRented { get; set; }

        // Pinned, because the system writes into it while nobody here looks.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

        public void Dispose() => pool.Return(this);
    }
}
