using System.Buffers;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Slipway.Server.Transport;

/// <summary>Sends memory and pieces of files on a socket, waiting for room where it is full.</summary>
internal sealed class SocketSender(Socket socket)
{
    /// <summary>
    /// What is copied at a time. It stays in the processor's nearest cache between the read and the send, and is still
    /// in a shared one when the client reads: larger pieces measured slower.
    /// </summary>
    private const int CopySize = 32 * 1024;

    /// <summary>Milliseconds without another sender, after which one counts as alone.</summary>
    private const long Quiet = 20;

    private static int lastId;
    private static int lastSender;
    private static long lastChange;

    private readonly int id = Interlocked.Increment(ref lastId);

    /// <returns>How many bytes went; fewer than given where the socket is interrupted.</returns>
    public ValueTask<int> StartAsync(ReadOnlyMemory<byte> memory, CancellationToken ct) => socket.SendAsync(memory, SocketFlags.None, ct);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> memory, CancellationToken ct)
    {
        while (!memory.IsEmpty)
            memory = memory[await socket.SendAsync(memory, SocketFlags.None, ct)..];
    }

    /// <summary>Several buffers in one call.</summary>
    public async ValueTask SendAsync(List<ArraySegment<byte>> buffers)
    {
        var wanted = buffers.Sum(buffer => (long)buffer.Count);
        var sent = await socket.SendAsync(buffers, SocketFlags.None);
        if (sent != wanted) throw new SocketException((int)SocketError.ConnectionAborted);
    }

    /// <summary>
    /// The kernel sends the file by itself, for a third of the processor time. Only a transfer that is alone, so that
    /// a core is idle, is faster when copied: the client then finds the bytes in a cache rather than in memory.
    /// </summary>
    /// <exception cref="EndOfStreamException">The file is shorter than the piece.</exception>
    public async ValueTask SendAsync(OfferedPiece piece, int count, CancellationToken ct)
    {
        if (piece.File is not { } file)
        {
            await SendAsync(piece.Bytes[..count], ct);
            return;
        }

        var (offset, left) = (piece.Offset, (long)count);
        var handle = socket.SafeHandle;
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            while (left > 0)
            {
                var sent = IsAlone() ? -1 : SendFile.Send(handle, file, offset, left);
                // A full socket is waited for with a copy as well: it goes as soon as there is room.
                if (sent < 0) sent = await CopyAsync(file, offset, buffer.AsMemory(0, (int)Math.Min(CopySize, left)), ct);
                if (sent == 0) throw new EndOfStreamException($"The file ended {left} bytes early.");
                offset += sent;
                left -= sent;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>No other connection has sent a piece for a while. A guess: senders that race here at worst choose the slower way once.</summary>
    private bool IsAlone()
    {
        var now = Environment.TickCount64;
        if (Volatile.Read(ref lastSender) == id) return now - Volatile.Read(ref lastChange) > Quiet;
        Volatile.Write(ref lastSender, id);
        Volatile.Write(ref lastChange, now);
        return false;
    }

    private async ValueTask<long> CopyAsync(SafeFileHandle file, long offset, Memory<byte> buffer, CancellationToken ct)
    {
        var read = RandomAccess.Read(file, buffer.Span, offset);
        await SendAsync(buffer[..read], ct);
        return read;
    }
}
