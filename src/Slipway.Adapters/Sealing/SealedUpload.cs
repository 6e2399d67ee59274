using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Slipway.Adapters.Blobs;
using Slipway.Registry;

namespace Slipway.Adapters.Sealing;

/// <summary>
/// An upload that is encrypted as it is written. Whole chunks go to the file; what is left over at the end of a request
/// goes there as a short chunk (<see cref="Rest"/>). When the next request goes on in the middle of that chunk, a copy of it
/// is put where the following chunk will be, and only then is it written over: whenever the process is killed, one of the
/// two is whole (<see cref="UploadRecovery"/>). Each writing has a nonce of its own.
/// </summary>
internal sealed class SealedUpload : UploadFile
{
    private readonly SealedHeader header;
    private readonly ChunkCipher cipher;
    private readonly NonceSource nonces = new();
    private readonly byte[] pending = SealedBuffers.Chunk.Rent();
    private readonly byte[] boxes = SealedBuffers.Run.Rent();

    // The chunk that is being filled, how much of it is there, and whether all of that is in the file.
    private long chunk;
    private int filled;
    private bool isWritten = true;

    // Sealed and not yet written, from firstBox on.
    private int boxed;
    private long firstBox;

    private SealedUpload(SafeFileHandle file, SealedHeader header, ChunkCipher cipher)
        : base(file, header.Domain, 0)
    {
        this.header = header;
        this.cipher = cipher;
    }

    public static SealedUpload Create(SafeFileHandle file, long domain, WrappingKey key)
    {
        var header = SealedHeader.Create(domain, key, out var cipher);
        RandomAccess.Write(file, header.Bytes, 0);
        return new(file, header, cipher);
    }

    /// <summary>Goes on with an upload of an earlier request or process.</summary>
    public static SealedUpload Resume(SafeFileHandle file, SealedHeader header, ChunkCipher cipher)
    {
        var upload = new SealedUpload(file, header, cipher);
        upload.Recover();
        return upload;
    }

    public override ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) => ReadIn(Length, offset, buffer, ct);

    public override void Finish(Digest digest) =>
        RandomAccess.Write(Handle, header.Commit(cipher, nonces, digest, Length, out var offset), offset);

    public override void Dispose()
    {
        base.Dispose();
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(pending);
        SealedBuffers.Chunk.Return(pending);
        SealedBuffers.Run.Return(boxes);
    }

    protected override void Write(in ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            var rest = segment.Span;
            while (rest.Length > 0)
            {
                if (filled == 0 && rest.Length >= SealedGeometry.ChunkSize)
                {
                    Box(rest[..SealedGeometry.ChunkSize]);
                    rest = rest[SealedGeometry.ChunkSize..];
                    Length += SealedGeometry.ChunkSize;
                    continue;
                }

                if (filled > 0 && isWritten) SaveCopy();
                isWritten = false;
                var count = Math.Min(rest.Length, SealedGeometry.ChunkSize - filled);
                rest[..count].CopyTo(pending.AsSpan(filled));
                filled += count;
                Length += count;
                rest = rest[count..];
                if (filled < SealedGeometry.ChunkSize) continue;
                Box(pending);
                (filled, isWritten) = (0, true);
            }
        }

        WriteBoxes();
    }

    protected override void WriteRest()
    {
        if (isWritten) return;
        var box = boxes.AsSpan(0, SealedGeometry.PrefixSize + filled);
        cipher.Seal(chunk, nonces, pending.AsSpan(0, filled), box);
        var position = SealedGeometry.PositionOf(chunk);
        RandomAccess.Write(Handle, box, position);
        // A copy of what this chunk was before is behind it, perhaps.
        if (RandomAccess.GetLength(Handle) > position + box.Length) RandomAccess.SetLength(Handle, position + box.Length);
        isWritten = true;
    }

    protected override void Recover()
    {
        boxed = 0;
        Length = UploadRecovery.Recover(Handle, cipher, boxes, pending);
        (chunk, filled) = (Length / SealedGeometry.ChunkSize, (int)(Length % SealedGeometry.ChunkSize));
        isWritten = true;
    }

    private async ValueTask<int> ReadIn(long length, long offset, Memory<byte> buffer, CancellationToken ct)
    {
        using var reader = new SealedReader(Handle, cipher, length);
        return await reader.ReadAsync(offset, buffer, ct);
    }

    /// <summary>The short chunk in the file is about to be written over.</summary>
    private void SaveCopy()
    {
        WriteBoxes();
        var copy = boxes.AsSpan(0, SealedGeometry.PrefixSize + filled);
        cipher.Seal(chunk, nonces, pending.AsSpan(0, filled), copy);
        RandomAccess.Write(Handle, copy, SealedGeometry.PositionOf(chunk + 1));
    }

    private void Box(ReadOnlySpan<byte> plain)
    {
        if (boxed == SealedBuffers.ChunksPerRun) WriteBoxes();
        if (boxed == 0) firstBox = chunk;
        cipher.Seal(chunk, nonces, plain, boxes.AsSpan(boxed++ * SealedGeometry.Stride, SealedGeometry.Stride));
        chunk++;
    }

    private void WriteBoxes()
    {
        if (boxed > 0) RandomAccess.Write(Handle, boxes.AsSpan(0, boxed * SealedGeometry.Stride), SealedGeometry.PositionOf(firstBox));
        boxed = 0;
    }
}
