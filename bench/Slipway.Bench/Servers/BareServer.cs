using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Bench.Servers;

/// <summary>
/// A server that does nothing but answer, to know how much load this program can make at all. It runs as a process of
/// its own: this same program, started with <c>bare</c>.
/// </summary>
internal sealed class BareServer(string folder) : ServerUnderTest("bare", folder)
{
    protected override ProcessStartInfo Command() => new(Environment.ProcessPath!, ["bare", EndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    /// <summary>Answers GET /N with N bytes, and anything else with two.</summary>
    public static void Serve(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            var socket = listener.AcceptSocket();
            socket.NoDelay = true;
            new Thread(() =>
            {
                try
                {
                    Answer(socket);
                }
                catch (SocketException)
                {
                    // The client has what it wanted.
                }
            }).Start();
        }
    }

    private static void Answer(Socket socket)
    {
        var request = new byte[4096];
        var body = new byte[256 * 1024];
        var small = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        using (socket)
        {
            while (socket.Receive(request) is > 0 and var count)
            {
                var path = Encoding.ASCII.GetString(request, 0, count).Split(' ')[1][1..];
                if (!long.TryParse(path, out var length))
                {
                    socket.Send(small);
                    continue;
                }

                socket.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"));
                for (; length > 0; length -= body.Length) socket.Send(body.AsSpan(0, (int)Math.Min(length, body.Length)));
            }
        }
    }
}
