using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Slipway.Server.Transport;

/// <summary>Sends memory and pieces of files on a socket, waiting for room where it is full.</summary>
internal sealed class SocketSender(Socket socket)
{
    /// <summary>What is copied through memory when the socket is full, to wait for room and use it in one call.</summary>
    private const int Bounce = 16 * 1024;

    private const int LongestWait = 2;

    private static readonly int MostWaiting = Math.Max(1, Environment.ProcessorCount / 2);

    private static int waiting;

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

    /// <exception cref="EndOfStreamException">The file is shorter than the piece.</exception>
    public async ValueTask SendAsync(FilePiece piece, int count, CancellationToken ct)
    {
        var (file, offset, left) = (piece.File!, piece.Offset, (long)count);
        var handle = socket.SafeHandle;
        byte[]? bounce = null;
        var isQuick = true;
        try
        {
            while (left > 0)
            {
                var sent = SendFile.Send(handle, file, offset, left);
                if (sent < 0)
                {
                    if (isQuick && TryWait(handle, out isQuick)) continue;
                    bounce ??= ArrayPool<byte>.Shared.Rent(Bounce);
                    sent = RandomAccess.Read(file, bounce.AsSpan(0, (int)Math.Min(Bounce, left)), offset);
                    if (sent > 0) await SendAsync(bounce.AsMemory(0, (int)sent), ct);
                }

                if (sent == 0) throw new EndOfStreamException($"The file ended {left} bytes early.");
                offset += sent;
                left -= sent;
            }
        }
        finally
        {
            if (bounce is not null) ArrayPool<byte>.Shared.Return(bounce);
        }
    }

    /// <summary>
    /// A client on a fast network makes room within microseconds, sooner than a sleeping thread is woken through the
    /// event loop: a few transfers may wait for that where they stand.
    /// </summary>
    /// <param name="isQuick">false when the client needed longer: it is not waited for so again.</param>
    private static bool TryWait(SafeHandle handle, out bool isQuick)
    {
        isQuick = true;
        try
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting) return false;
            return isQuick = SendFile.WaitForRoom(handle, LongestWait);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
