using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Blobs;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// Reads plaintext out of a sealed file. Whole chunks are opened into the reader's own memory; one that is asked for in
/// parts is kept until the next, so that a sequence of reads opens each chunk once. Memory does not grow with the file.
/// One read at a time.
/// </summary>
internal sealed class SealedReader(SafeFileHandle file, ChunkCipher cipher, long length) : IByteSource, IDisposable
{
    private byte[]? run;
    private byte[]? part;
    private long partIs = -1;

    /// <exception cref="DamagedChunkException">A chunk does not open. None of its bytes have been handed out.</exception>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        if (offset >= length) return 0;
        var wanted = (int)Math.Min(buffer.Length, length - offset);
        var done = 0;
        while (done < wanted)
        {
            var chunk = (offset + done) / SealedGeometry.ChunkSize;
            if (chunk == partIs)
            {
                done += CopyPart(offset + done, buffer.Span[done..wanted]);
                continue;
            }

            var last = (offset + wanted - 1) / SealedGeometry.ChunkSize;
            var count = (int)Math.Min(last - chunk + 1, SealedBuffers.ChunksPerRun);
            var end = SealedGeometry.PositionOf(chunk + count - 1) + SealedGeometry.PrefixSize + LengthOf(chunk + count - 1);
            var start = SealedGeometry.PositionOf(chunk);
            run ??= SealedBuffers.Run.Rent();
            var read = await ReadFullyAsync(start, run.AsMemory(0, (int)(end - start)), ct);
            for (var each = 0; each < count; each++)
                done += Open(chunk + each, run.AsSpan(0, read), each * SealedGeometry.Stride, offset + done, buffer.Span[done..wanted]);
        }

        return done;
    }

    /// <summary>Whether a chunk opens.</summary>
    public async ValueTask<bool> IsSoundAsync(long chunk, CancellationToken ct)
    {
        try
        {
            await ReadAsync(chunk * SealedGeometry.ChunkSize, new byte[1], ct);
            return true;
        }
        catch (DamagedChunkException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (run is not null) SealedBuffers.Run.Return(run);
        if (part is not null) SealedBuffers.Chunk.Return(part);
        (run, part, partIs) = (null, null, -1);
    }

    private int Open(long chunk, ReadOnlySpan<byte> bytes, int at, long offset, Span<byte> target)
    {
        var size = LengthOf(chunk);
        if (bytes.Length < at + SealedGeometry.PrefixSize + size) throw new DamagedChunkException(chunk);
        var box = bytes.Slice(at, SealedGeometry.PrefixSize + size);
        if (offset == chunk * SealedGeometry.ChunkSize && target.Length >= size)
        {
            if (!cipher.TryOpen(chunk, box, target[..size])) throw new DamagedChunkException(chunk);
            return size;
        }

        part ??= SealedBuffers.Chunk.Rent();
        partIs = -1;
        if (!cipher.TryOpen(chunk, box, part.AsSpan(0, size))) throw new DamagedChunkException(chunk);
        partIs = chunk;
        return CopyPart(offset, target);
    }

    private int CopyPart(long offset, Span<byte> target)
    {
        var from = (int)(offset % SealedGeometry.ChunkSize);
        var count = Math.Min(target.Length, LengthOf(partIs) - from);
        part.AsSpan(from, count).CopyTo(target);
        return count;
    }

    private int LengthOf(long chunk) => (int)Math.Min(SealedGeometry.ChunkSize, length - (chunk * SealedGeometry.ChunkSize));

    private async ValueTask<int> ReadFullyAsync(long position, Memory<byte> buffer, CancellationToken ct)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = await RandomAccess.ReadAsync(file, buffer[total..], position + total, ct);
            if (read == 0) break;
            total += read;
        }

        return total;
    }
}

/// <summary>A chunk of a sealed file does not open.</summary>
internal sealed class DamagedChunkException(long chunk) : IOException($"Chunk {chunk} of an encrypted file is damaged.")
{
    public long Chunk => chunk;
}
