using System.Buffers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Server.Transport;

/// <summary>Sends memory and pieces of files on a socket, waiting for room where it is full.</summary>
internal sealed class SocketSender(ConnectionContext connection, Socket socket, TimeProvider clock)
{
    /// <summary>What is copied through memory when the socket is full, to wait for room and use it in one call.</summary>
    private const int Bounce = 16 * 1024;

    /// <summary>A client that takes nothing of a file for this long is let go; the server's own rate counts whole pieces.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

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
        try
        {
            while (left > 0)
            {
                var sent = SendFile.Send(handle, file, offset, left);
                if (sent < 0)
                {
                    bounce ??= ArrayPool<byte>.Shared.Rent(Bounce);
                    sent = RandomAccess.Read(file, bounce.AsSpan(0, (int)Math.Min(Bounce, left)), offset);
                    if (sent > 0) await SendOrStallAsync(bounce.AsMemory(0, (int)sent), ct);
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

    /// <summary>Waits for room in the socket, but not for ever.</summary>
    private async ValueTask SendOrStallAsync(ReadOnlyMemory<byte> memory, CancellationToken ct)
    {
        // The timer shuts the socket, which ends the send: the buffer stays ours until then.
        using var timer = clock.CreateTimer(
            static state => ((ConnectionContext)state!).Abort(new("The client took nothing for too long.")),
            connection, LongestStall, Timeout.InfiniteTimeSpan);
        await SendAsync(memory, ct);
    }
}
