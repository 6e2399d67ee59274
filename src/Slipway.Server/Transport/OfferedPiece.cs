using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Slipway.Registry;

namespace Slipway.Server.Transport;

/// <summary>
/// Bytes that were lent to a connection, on their way through the server's response writer, which counts them against the
/// response's stated length and never looks inside. Those in memory go through it as they are; for a piece of a file stands
/// memory that cannot be read, and <see cref="SocketOutput"/> sends the file instead.
/// </summary>
internal sealed class OfferedPiece : MemoryManager<byte>
{
    private IDisposable? loan;

    /// <summary>null for bytes in memory.</summary>
    public SafeFileHandle? File { get; private set; }

    public long Offset { get; private set; }

    /// <summary>What stands for the piece.</summary>
    public Memory<byte> Bytes { get; private set; }

    public void Prepare(in LentBytes lent, int count)
    {
        (File, Offset, loan) = (lent.File, lent.Offset, lent.Loan);
        Bytes = File is null ? lent.Memory[..count] : CreateMemory(count);
    }

    /// <summary>Ends the loan.</summary>
    public void Clear()
    {
        loan?.Dispose();
        (File, Bytes, loan) = (null, default, null);
    }

    public override Span<byte> GetSpan() => throw new NotSupportedException("A piece of a file has no bytes in memory.");

    public override MemoryHandle Pin(int elementIndex) => throw new NotSupportedException("A piece of a file has no bytes in memory.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
