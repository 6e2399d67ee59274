using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Slipway.Registry;

namespace Slipway.Adapters.Blobs;

/// <summary>An upload whose bytes lie in the file as they came.</summary>
internal sealed class PlainUpload(SafeFileHandle file, long length) : UploadFile(file, BlobName.Shared, length)
{
    private readonly List<ReadOnlyMemory<byte>> segments = [];

    public override ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) => RandomAccess.ReadAsync(Handle, buffer, offset, ct);

    public override void Finish(Digest digest)
    {
    }

    protected override void Write(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            RandomAccess.Write(Handle, bytes.FirstSpan, Length);
        }
        else
        {
            segments.Clear();
            foreach (var segment in bytes) segments.Add(segment);
            RandomAccess.Write(Handle, segments, Length);
        }

        Length += bytes.Length;
    }

    protected override void WriteRest()
    {
    }

    protected override void Recover() => RandomAccess.SetLength(Handle, Length);
}
