using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Bench.Load;

/// <summary>One blocking keep-alive connection for flows of several steps.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket;
    private readonly ResponseReader reader = new() { Keep = true };
    private readonly byte[] buffer = new byte[64 * 1024];

    public Connection(EndPoint server)
    {
        socket = new(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        socket.Connect(server);
    }

    public int Status => reader.Status;

    public string Head => reader.Head;

    public byte[] Body => reader.Body;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="parts">The body, in one or more pieces.</param>
    public int Request(ReadOnlySpan<byte> head, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        if (parts.Length == 1 && head.Length + parts[0].Length <= buffer.Length)
        {
            // A client that writes small requests with one call, as most do.
            head.CopyTo(buffer);
            parts[0].Span.CopyTo(buffer.AsSpan(head.Length));
            Send(buffer.AsSpan(0, head.Length + parts[0].Length));
        }
        else
        {
            Send(head);
            foreach (var part in parts) Send(part.Span);
        }

        reader.IsHead = head.StartsWith("HEAD"u8);
        while (true)
        {
            var received = socket.Receive(buffer);
            if (received == 0) throw new IOException("The server closed the connection.");
            if (reader.Feed(buffer.AsSpan(0, received))) return reader.Status;
        }
    }

    /// <summary>The same, refusing any other status.</summary>
    public void Expect(int status, ReadOnlySpan<byte> head, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        if (Request(head, parts) != status)
            throw new IOException($"Answered {Status}, not {status}, to {Encoding.ASCII.GetString(head).Split('\r')[0]}: {Encoding.UTF8.GetString(Body)}");
    }

    public string Header(string name)
    {
        foreach (var line in Head.Split("\r\n"))
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) return line[(name.Length + 1)..].Trim();
        throw new IOException($"No {name} in: {Head}");
    }

    public void Dispose() => socket.Dispose();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[socket.Send(bytes)..];
    }
}
