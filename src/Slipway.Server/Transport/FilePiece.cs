using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Server.Transport;

/// <summary>
/// A piece of a file that stands in for memory on its way through the server's response writer. The server counts it
/// against the response's stated length and never looks inside; <see cref="SocketOutput"/> recognizes it and sends
/// the file instead.
/// </summary>
internal sealed class FilePiece : MemoryManager<byte>
{
    public SafeFileHandle? File { get; private set; }

    public long Offset { get; private set; }

    public Memory<byte> Prepare(SafeFileHandle file, long offset, int count)
    {
        File = file;
        Offset = offset;
        return CreateMemory(count);
    }

    public void Clear() => File = null;

    public override Span<byte> GetSpan() => throw new NotSupportedException("A piece of a file has no bytes in memory.");

    public override MemoryHandle Pin(int elementIndex) => throw new NotSupportedException("A piece of a file has no bytes in memory.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
